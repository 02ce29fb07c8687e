using System.Net.Http.Json;
using System.Threading.Channels;
using ChangeDetection.Api.Live;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>A client that keeps a copy of everything: first a snapshot with its number, then numbered changes, and asking for what was missed.</summary>
public sealed class ChangesTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();
    private readonly HubConnection _hub;
    private readonly Channel<LiveChangesView> _pushed = Channel.CreateUnbounded<LiveChangesView>();

    public ChangesTests()
    {
        _hub = LiveList.HubAt(_api.Http.BaseAddress!);
        _hub.On<LiveChangesView>("WatchesChanged", changes => _pushed.Writer.TryWrite(changes));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_is_told_what_changed_after_its_number()
    {
        var list = await ListAsync();
        await _hub.StartAsync(Cancel);
        var missed = await FollowAsync(list.Epoch, list.Revision);

        var made = await _api.WatchAsync(Cancel);
        var pushed = await NextAsync();

        Assert.Empty(missed.Updated);
        Assert.Equal(missed.To, pushed.From);
        Assert.Equal(made, Assert.Single(pushed.Updated).Id.ToString());
        Assert.Equal(1, pushed.Totals.Watches);
    }

    [Fact]
    public async Task One_who_was_away_gets_the_last_state_of_each_watch_and_the_deleted_ones()
    {
        var kept = await _api.WatchAsync(Cancel);
        var deleted = await _api.WatchAsync(Cancel);
        var list = await ListAsync();
        await _api.Catalog.SetPausedAsync(WatchId.Parse(kept), true, Cancel);
        await _api.Catalog.SetMutedAsync(WatchId.Parse(kept), true, Cancel);
        await _api.Catalog.DeleteAsync(WatchId.Parse(deleted), Cancel);

        await _hub.StartAsync(Cancel);
        var missed = await FollowAsync(list.Epoch, list.Revision);

        var row = Assert.Single(missed.Updated);
        Assert.True(row.IsPaused && row.IsMuted);
        Assert.Equal(deleted, Assert.Single(missed.Removed).ToString());
        Assert.False(missed.StartAfresh);
    }

    [Theory]
    [InlineData("another store", 1)]
    [InlineData(null, 0)]
    public async Task One_who_knows_another_store_starts_afresh(string? epoch, long since)
    {
        await _api.WatchAsync(Cancel);
        await _hub.StartAsync(Cancel);

        Assert.True((await FollowAsync(epoch, since)).StartAfresh);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public async Task A_number_that_the_store_never_gave_starts_afresh(long since)
    {
        await _hub.StartAsync(Cancel);
        var list = await ListAsync();

        Assert.True((await FollowAsync(list.Epoch, since)).StartAfresh);
    }

    [Fact]
    public async Task More_changes_than_fit_come_in_pieces_without_a_gap()
    {
        var list = await ListAsync();
        var drafts = Enumerable.Range(0, LiveHub.Limit + 50).Select(number => new WatchDraft { Url = $"http://example.com/{number}" }).ToList();
        await _api.Catalog.CreateAsync(drafts, Cancel);
        await _hub.StartAsync(Cancel);

        var first = await FollowAsync(list.Epoch, list.Revision);
        var second = await FollowAsync(list.Epoch, first.To);

        Assert.True(first.HasMore);
        Assert.False(second.HasMore);
        Assert.Equal(drafts.Count, first.Updated.Concat(second.Updated).Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task Many_changes_in_a_moment_are_gathered_and_the_numbers_join()
    {
        var list = await ListAsync();
        await _hub.StartAsync(Cancel);
        var position = (await FollowAsync(list.Epoch, list.Revision)).To;

        var made = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _api.WatchAsync(Cancel)));
        var seen = new HashSet<string>();
        var messages = 0;
        while (seen.Count < made.Length)
        {
            var pushed = await NextAsync();
            Assert.True(pushed.From <= position, "There is a gap in the numbers.");
            position = pushed.To;
            seen.UnionWith(pushed.Updated.Select(row => row.Id.ToString()));
            messages++;
        }

        Assert.Equal(made.Order(), seen.Order());
        Assert.True(messages < 100, $"{messages} messages for 200 changes: nothing was gathered.");
    }

    [Fact]
    public async Task A_wrong_call_is_refused_and_the_connection_lives()
    {
        await _hub.StartAsync(Cancel);
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => _hub.InvokeAsync("FollowChanges", "only one argument", Cancel));
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => _hub.InvokeAsync("DropTables", Cancel));

        Assert.Equal((await ListAsync()).Epoch, (await FollowAsync(null, 0)).Epoch);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _api.DisposeAsync();
    }

    private Task<LiveChangesView> FollowAsync(string? epoch, long since) => _hub.InvokeAsync<LiveChangesView>("FollowChanges", epoch, since, Cancel);

    private async Task<Position> ListAsync() => (await _api.Http.GetFromJsonAsync<Position>("/api/v2/watches", Cancel))!;

    private async Task<LiveChangesView> NextAsync()
    {
        LiveChangesView? next = null;
        await _api.HoldsAsync(() => _pushed.Reader.TryRead(out next), Cancel);
        return next!;
    }

    private sealed record Position(string Epoch, long Revision);
}
