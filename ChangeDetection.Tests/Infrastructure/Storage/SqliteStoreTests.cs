namespace ChangeDetection.Tests.Infrastructure.Storage;

public sealed class SqliteStoreTests : StoreContract
{
    protected override Task<string?> MakeConnectionStringAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
