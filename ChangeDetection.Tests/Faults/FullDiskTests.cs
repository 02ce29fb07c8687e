using System.Net;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A full disk stops writing, not the service (I-05).</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_stops_writing_and_nothing_else_until_there_is_room_again()
    {
        await using var disk = await SmallDisk.MountAsync("16m", Cancel);
        await using var origin = await VersionedOrigin.StartAsync(Cancel);
        await using var api = HostProcess.Start("ChangeDetection.Api", Environment(disk.Path));
        using var client = new V2Client(await api.AddressAsync(Cancel));
        var watch = await client.WatchAsync(origin.Page("/"), 1, Cancel);
        await Eventually.HoldsAsync(() => origin.CountOf("/") > 1, Cancel);

        disk.Fill();
        var titles = new Dictionary<string, string?>();
        await Eventually.HoldsAsync(async () => await RefusesAsync(client, watch, titles), Cancel);
        var before = origin.CountOf("/");
        Assert.Equal(watch, (await client.SendAsync(HttpMethod.Get, $"watches/{watch}", null, Cancel))!["summary"]!["id"]!.GetValue<string>());
        Assert.NotNull(await client.SendAsync(HttpMethod.Get, "watches", null, Cancel));
        Assert.NotNull(await client.SendAsync(HttpMethod.Get, $"watches/{watch}/snapshots", null, Cancel));

        disk.Free();
        await Eventually.HoldsAsync(() => origin.CountOf("/") > before + 1, Cancel);
        var last = origin.Settle(["/"])["/"];
        await using var store = await AStore.OpenAsync(disk.Path, null, Cancel);
        var id = WatchId.Parse(watch, null);
        await Eventually.HoldsAsync(async () => (await VersionsAsync(store, id)).LastOrDefault() == last, Cancel);

        var logs = new FaultLogs
        {
            Served = origin.Served,
            Stored = new Dictionary<string, IReadOnlyList<int>> { ["/"] = await VersionsAsync(store, id) },
            Acknowledged = titles,
            Visible = new Dictionary<string, string> { [watch] = (await store.Catalog.FindAsync(id, Cancel))!.Settings.Title! },
        };
        Assert.Empty(FaultChecker.Problems(logs));
    }

    /// <summary>Writes until the answer is that the disk is full; nothing else may go wrong meanwhile.</summary>
    private static async Task<bool> RefusesAsync(V2Client client, string watch, Dictionary<string, string?> titles)
    {
        var title = Guid.NewGuid().ToString();
        using var response = await client.TrySendAsync(HttpMethod.Patch, $"watches/{watch}", new { title }, Cancel);
        Assert.NotNull(response);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            titles[watch] = title;
            return false;
        }

        Assert.Equal(HttpStatusCode.InsufficientStorage, response.StatusCode);
        Assert.Contains("disk", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        return true;
    }

    private static async Task<IReadOnlyList<int>> VersionsAsync(AStore store, WatchId id)
    {
        var versions = new List<int>();
        foreach (var snapshot in await store.Archive.ListAsync(id, Cancel))
            versions.Add(int.Parse((await store.Archive.ReadAsync(id, snapshot.Number, Cancel))!.Trim()["version ".Length..]));
        return versions;
    }

    private static Dictionary<string, string> Environment(string directory) => new()
    {
        ["DATASTORE_PATH"] = directory,
        ["API_ACCESS_TOKEN"] = V1Client.Key,
        ["MINIMUM_SECONDS_RECHECK_TIME"] = "1",
    };
}
