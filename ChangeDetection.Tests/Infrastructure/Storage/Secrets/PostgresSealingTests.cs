using ChangeDetection.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Tests.Infrastructure.Storage.Secrets;

public sealed class PostgresSealingTests(PostgresCluster cluster) : SealingContract
{
    protected override async Task<string?> MakeConnectionStringAsync(CancellationToken cancellationToken) => await cluster.MakeDatabaseAsync(cancellationToken);

    private protected override async Task<Func<Task>> TakeKeysAsync(AStore store)
    {
        await using var context = store.Contexts.Create();
        var keys = await context.Settings.Where(row => row.Name.StartsWith("store:key:")).ToListAsync(Cancel);
        await context.Settings.Where(row => row.Name.StartsWith("store:key:")).ExecuteDeleteAsync(Cancel);
        return async () =>
        {
            await using var later = store.Contexts.Create();
            later.Settings.AddRange(keys);
            await later.SaveChangesAsync(Cancel);
        };
    }
}
