using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Npgsql;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Delete, pause and edit win over a check that hangs at its site (I-23).</summary>
public sealed class HeldCheckTests(SharedGround ground)
{
    private static readonly string[] Held = ["/deleted", "/paused", "/edited"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_person_does_while_the_site_hangs_is_not_undone_by_its_answer()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ids = new Dictionary<string, string>();
        foreach (var page in Held)
            ids[page] = await fleet.Client.WatchAsync(fleet.Origin.Page(page, () => gate.Task), 3600, Cancel);
        fleet.Origin.Server.Says("/new", "<p>the new page</p>");
        await fleet.StartWorkerAsync(Cancel);
        await Eventually.HoldsAsync(() => Held.All(page => fleet.Origin.CountOf(page) == 1), Cancel);

        await fleet.Client.SendAsync(HttpMethod.Delete, $"watches/{ids["/deleted"]}", null, Cancel);
        await fleet.Client.SendAsync(HttpMethod.Patch, $"watches/{ids["/paused"]}", new { isPaused = true }, Cancel);
        await fleet.Client.SendAsync(HttpMethod.Patch, $"watches/{ids["/edited"]}", new { url = fleet.Origin.Server.Url("/new") }, Cancel);
        gate.SetResult();
        await fleet.WatchPagesAsync(1, Cancel);
        await fleet.LooksAsync(2, Cancel);

        var edited = WatchId.Parse(ids["/edited"], null);
        await Eventually.HoldsAsync(async () => (await fleet.Store.Archive.ListAsync(edited, Cancel)).Count > 0, Cancel);
        Assert.Equal("the new page", (await fleet.Store.Archive.ReadAsync(edited, 1, Cancel))!.Trim());
        Assert.Single(await fleet.Store.Archive.ListAsync(edited, Cancel));
        Assert.True((await fleet.Store.Catalog.FindAsync(WatchId.Parse(ids["/paused"], null), Cancel))!.IsPaused);
        Assert.Equal(0, await VersionsAsync(fleet, ids["/paused"]));
        Assert.Null(await fleet.Store.Catalog.FindAsync(WatchId.Parse(ids["/deleted"], null), Cancel));
        Assert.Equal(0, await VersionsAsync(fleet, ids["/deleted"]));
    }

    private static async Task<long> VersionsAsync(Fleet fleet, string watch)
    {
        await using var connection = new NpgsqlConnection(fleet.DatabaseConnection);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM snapshots WHERE watch_id = $1", connection) { Parameters = { new() { Value = Guid.Parse(watch) } } };
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
