using ChangeDetection.Tests.Support;

namespace ChangeDetection.Tests.Infrastructure.Storage;

public sealed class PostgresStoreTests(PostgresCluster cluster) : StoreContract
{
    protected override async Task<string?> MakeConnectionStringAsync(CancellationToken cancellationToken) =>
        await cluster.MakeDatabaseAsync(cancellationToken);
}
