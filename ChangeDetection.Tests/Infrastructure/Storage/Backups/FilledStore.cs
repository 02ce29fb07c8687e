using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage.Backups;

/// <summary>Stores with something in them, and all that can be read of a store.</summary>
internal static class FilledStore
{
    public static async Task<AStore> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        var store = await AStore.OpenAsync(directory, null, cancellationToken);
        await store.Groups.EnsureAsync(["News"], cancellationToken);
        for (var number = 1; number <= 3; number++)
        {
            var watch = await store.WatchAsync($"https://example.com/{number}", cancellationToken);
            await FindsAsync(store, watch.Id, $"The first text of {number}", cancellationToken);
            await FindsAsync(store, watch.Id, $"The second text of {number}, {string.Join(' ', Enumerable.Repeat("long", 200))}", cancellationToken);
        }

        return store;
    }

    public static async Task FindsAsync(AStore store, WatchId id, string text, CancellationToken cancellationToken)
    {
        var order = Assert.Single(await store.Ledger.RequestAsync([id], CheckPriority.Manual, cancellationToken));
        var lease = Assert.Single(await store.Ledger.TakeAsync([new Delivery(order, "1-1", false)], new WorkerId("test"), cancellationToken));
        var report = new CheckReport(lease, new CheckOutcome.Changed(text, $"checksum of {text}"), new PageFacts(), TimeSpan.FromSeconds(1), lease.StartedAt + TimeSpan.FromHours(3));
        await store.Ledger.StoreAsync(report, cancellationToken);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public static async Task<byte[]> BackupAsync(AStore store, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await store.Backups.WriteAsync(file, progress: null, cancellationToken);
        return file.ToArray();
    }

    public static async Task<RestoreReport> RestoreAsync(AStore store, byte[] backup, RestoreMode mode, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(backup);
        return await store.Restore.RestoreAsync(file, mode, progress: null, cancellationToken);
    }

    /// <summary>Everything a store tells, as one text.</summary>
    public static async Task<string> TellAsync(AStore store, CancellationToken cancellationToken)
    {
        var said = new List<string> { WatchSettingsJson.Write(await store.Settings.ReadAsync(cancellationToken)), (await store.Feed.ReadTotalsAsync(cancellationToken)).ToString() };
        foreach (var watch in await store.Catalog.ListAsync(cancellationToken))
        {
            said.Add($"{watch with { Settings = new WatchSettings(), State = watch.State with { Revision = 0 } }} {WatchSettingsJson.Write(watch.Settings)}");
            foreach (var version in await store.Archive.ListAsync(watch.Id, cancellationToken))
                said.Add($"{version} {await store.Archive.ReadAsync(watch.Id, version.Number, cancellationToken)}");
        }

        return string.Join('\n', said);
    }
}
