using ChangeDetection.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>What every check asks the store, compiled once: to translate a question takes longer than most of its answers. Belongs to one factory's contexts.</summary>
internal sealed class CheckQueries
{
    /// <summary>Reads the state row and holds it until the end of the transaction.</summary>
    public required Func<StoreContext, CancellationToken, Task<StoreStateRow>> LockState { get; init; }

    /// <summary>Reads rows that this transaction is going to change; waits for other writers of the same rows.</summary>
    public required Func<StoreContext, Guid[], IAsyncEnumerable<WatchRow>> LockWatches { get; init; }

    /// <summary>A setting; null when it was never set.</summary>
    public Func<StoreContext, string, CancellationToken, Task<SettingRow?>> Setting { get; } =
        EF.CompileAsyncQuery((StoreContext context, string name, CancellationToken _) => context.Settings.FirstOrDefault(setting => setting.Name == name));

    /// <summary>The host of each running check, among some hosts.</summary>
    public Func<StoreContext, string[], IAsyncEnumerable<string>> InFlight { get; } =
        EF.CompileAsyncQuery((StoreContext context, string[] hosts) => context.Watches.Where(row => row.LeaseOwner != null && hosts.Contains(row.Host)).Select(row => row.Host));

    /// <summary>What hosts ask for, to be changed.</summary>
    public Func<StoreContext, string[], IAsyncEnumerable<HostRow>> Hosts { get; } =
        EF.CompileAsyncQuery((StoreContext context, string[] hosts) => context.Hosts.AsTracking().Where(row => hosts.Contains(row.Host)));

    /// <summary>Those of some hosts that make checks wait.</summary>
    public Func<StoreContext, string[], IAsyncEnumerable<string>> Parked { get; } =
        EF.CompileAsyncQuery((StoreContext context, string[] hosts) => context.Watches.Where(row => row.IsParked && hosts.Contains(row.Host)).Select(row => row.Host).Distinct());
}
