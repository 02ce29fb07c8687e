using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>A client that shows a part of a list: it gets what it shows and the totals, nothing else, and can prove that it is right.</summary>
public sealed class ViewTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();
    private LiveList? _list;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_comes_the_whole_part_then_only_what_differs()
    {
        var ids = await MakeAsync(5);
        var list = await FollowAsync(null, 0, 3);
        await HoldsAsync(() => list.Updates.Count == 1);
        var whole = list.Updates[0];

        await _api.Catalog.SetMutedAsync(ids[4], true, Cancel);
        await HoldsAsync(() => list.Updates.Count == 2);
        var step = list.Updates[1];

        Assert.True(whole.IsWhole);
        Assert.Equal([ids[4], ids[3], ids[2]], whole.Order!);
        Assert.Equal((3, 5, 5), (whole.Rows!.Count, whole.Count, whole.Totals!.Watches));
        Assert.Equal((whole.To, false), (step.From, step.IsWhole));
        Assert.True(Assert.Single(step.Rows!).IsMuted);
        Assert.Null(step.Order);
        Assert.Null(step.Totals);
        Assert.Null(list.Misfit);
    }

    [Fact]
    public async Task Of_rows_that_are_not_shown_only_the_counts_arrive()
    {
        var ids = await MakeAsync(5);
        var list = await FollowAsync(null, 0, 2);
        await HoldsAsync(() => list.Updates.Count == 1);

        await _api.Catalog.SetMutedAsync(ids[0], true, Cancel);
        await _api.Catalog.SetPausedAsync(ids[0], true, Cancel);
        await HoldsAsync(() => list.Totals?.Paused == 1);

        Assert.All(list.Updates.Skip(1), update => Assert.Null(update.Rows));
        Assert.Null(list.Misfit);
    }

    [Fact]
    public async Task A_changed_watch_moves_to_the_top_and_a_deleted_one_goes()
    {
        var ids = await MakeAsync(3);
        await _api.FindsAsync($"{ids[0]}", "one", Cancel);
        var list = await FollowAsync(null, 0, 10);
        await HoldsAsync(() => list.Rows.Count == 3);

        _api.Clock.Advance(TimeSpan.FromHours(1));
        await _api.FindsAsync($"{ids[0]}", "two", Cancel);
        await HoldsAsync(() => list.Rows[0].Id == ids[0]);
        await _api.Catalog.DeleteAsync(ids[1], Cancel);
        await HoldsAsync(() => list.Rows.Count == 2);

        Assert.Equal([ids[0], ids[2]], list.Rows.Select(row => row.Id));
        Assert.True(list.Rows[0].IsUnread);
        Assert.Null(list.Misfit);
    }

    [Fact]
    public async Task A_watch_enters_and_leaves_a_list_with_its_state()
    {
        var ids = await MakeAsync(3);
        var list = await FollowAsync(new ListRequest { State = "paused" }, 0, 10);
        await HoldsAsync(() => list.Updates.Count == 1);
        Assert.Empty(list.Rows);

        await _api.Catalog.SetPausedAsync(ids[1], true, Cancel);
        await HoldsAsync(() => list.Rows.Count == 1);
        await _api.Catalog.SetPausedAsync(ids[1], false, Cancel);
        await HoldsAsync(() => list.Rows.Count == 0);

        Assert.Equal(0, list.Count);
        Assert.Null(list.Misfit);
    }

    [Fact]
    public async Task Looking_elsewhere_brings_only_rows_that_were_not_there_before()
    {
        var ids = await MakeAsync(6);
        var list = await FollowAsync(null, 0, 3);
        await HoldsAsync(() => list.Updates.Count == 1);

        await list.LookAsync(1, 4, Cancel);
        await HoldsAsync(() => list.Rows.Count == 4);

        var update = list.Updates[^1];
        Assert.False(update.IsWhole);
        Assert.Equal([ids[4], ids[3], ids[2], ids[1]], update.Order!);
        Assert.Equal([ids[2], ids[1]], update.Rows!.Select(row => row.Id));
        Assert.Null(list.Misfit);
    }

    [Fact]
    public async Task A_silent_line_is_proved_open_and_right_every_two_seconds()
    {
        await MakeAsync(2);
        var list = await FollowAsync(null, 0, 10);
        await HoldsAsync(() => list.Updates.Count == 1);

        _api.Clock.Advance(TimeSpan.FromSeconds(2));
        await HoldsAsync(() => list.Updates.Count >= 2);

        var pulse = list.Updates[1];
        Assert.Equal((list.Updates[0].To, list.Updates[0].To), (pulse.From, pulse.To));
        Assert.Equal(list.Updates[0].Hash, pulse.Hash);
        Assert.Null(pulse.Rows ?? (object?)pulse.Order);
    }

    [Fact]
    public async Task A_word_about_a_running_check_reaches_those_who_show_its_row()
    {
        var ids = await MakeAsync(3);
        var list = await FollowAsync(null, 0, 1);
        await HoldsAsync(() => list.Updates.Count == 1);
        var facts = _api.Services.GetRequiredService<IFactChannel>();

        await facts.PublishAsync(new LiveFact.StatusNoted(ids[0], "Not for you"), Cancel);
        await facts.PublishAsync(new LiveFact.StatusNoted(ids[2], "Fetching..."), Cancel);
        await HoldsAsync(() => list.Updates.Any(update => update.Notes is not null));

        Assert.Equal($"{ids[2]}", Assert.Single(list.Updates.Single(update => update.Notes is not null).Notes!).Key);
    }

    [Fact]
    public async Task What_REST_lists_is_what_the_live_list_shows()
    {
        var ids = await MakeAsync(30);
        await _api.CheckAsync($"{ids[3]}", new CheckOutcome.Failed(CheckFailure.TimedOut, "Timed out."), Cancel);
        await _api.FindsAsync($"{ids[7]}", "one", Cancel);
        var request = new ListRequest { Sort = "checked", Order = "reversed", Q = "page" };
        var list = await FollowAsync(request, 5, 20);
        await HoldsAsync(() => list.Rows.Count == 20);

        var (_, told) = await _api.V2Async(HttpMethod.Get, "list?sort=checked&order=reversed&q=page&first=5&count=20", null, Cancel);

        Assert.Equal(list.Rows.Select(row => $"{row.Id} {row.Revision}"), told["watches"]!.AsArray().Select(row => $"{row!["id"]} {row["revision"]}"));
        Assert.Equal(list.Updates[0].Hash, told["hash"]!.GetValue<uint>());
    }

    [Theory]
    [InlineData("state", "bad", 0, 10, "state: 'bad' is unknown; use all, unread,")]
    [InlineData("sort", "size", 0, 10, "sort: 'size' is unknown; use changed,")]
    [InlineData("order", "up", 0, 10, "order: 'up' is no order; use usual or reversed.")]
    [InlineData("state", "all", -1, 10, "count: Ask for 0 to 200 rows")]
    [InlineData("state", "all", 0, 201, "count: Ask for 0 to 200 rows")]
    public async Task A_view_that_cannot_be_shown_is_refused_in_words_and_the_connection_lives(string field, string value, int first, int count, string expected)
    {
        await MakeAsync(1);
        _list = await LiveList.ConnectAsync(_api.Http.BaseAddress!, Cancel);
        var request = field switch { "state" => new ListRequest { State = value }, "sort" => new ListRequest { Sort = value }, _ => new ListRequest { Order = value } };

        var refusal = await Assert.ThrowsAsync<HubException>(() => _list.FollowAsync(request, first, count, Cancel));
        await Assert.ThrowsAsync<HubException>(() => _list.LookAsync(0, 10, Cancel));
        await _list.FollowAsync(null, 0, 10, Cancel);
        await HoldsAsync(() => _list.Rows.Count == 1);

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_later_wins_whatever_arrives_first()
    {
        await MakeAsync(5);
        _list = await LiveList.ConnectAsync(_api.Http.BaseAddress!, Cancel);
        await _list.Hub.InvokeAsync("Follow", new ViewRequest { View = 7, First = 0, Count = 4 }, Cancel);
        await _list.Hub.InvokeAsync("Follow", new ViewRequest { View = 6, First = 0, Count = 1 }, Cancel);
        await _list.Hub.InvokeAsync("Look", new ViewRequest { View = 5, First = 2, Count = 1 }, Cancel);
        await HoldsAsync(() => _list.Updates.Count > 0);

        Assert.All(_list.Updates, update => Assert.Equal((7, 4), (update.View, update.Rows?.Count ?? 4)));
    }

    [Fact]
    public async Task A_client_that_never_reads_delays_nobody()
    {
        const int Rows = 200;
        var ids = (await _api.Catalog.CreateAsync([.. Enumerable.Range(0, Rows).Select(number => new WatchDraft { Url = $"https://example.com/{new string('a', 500)}/{number}" })], Cancel)).Select(watch => watch.Id).ToList();
        using var deaf = new ClientWebSocket();
        using var narrow = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = ConnectNarrowAsync });
        await deaf.ConnectAsync(new UriBuilder(_api.Http.BaseAddress!) { Scheme = "ws", Path = "/live" }.Uri, narrow, Cancel);
        foreach (var message in new[] { """{"protocol":"json","version":1}""", """{"type":1,"target":"Follow","arguments":[{"view":1,"first":0,"count":200}]}""" })
            await deaf.SendAsync(Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, true, Cancel);
        var list = await FollowAsync(null, 0, Rows);

        // Some 300 KB each time: more than all buffers between the two hold.
        for (var turn = 0; turn < 30; turn++)
        {
            await _api.Catalog.SetMutedAsync(ids, turn % 2 == 0, Cancel);
            var isMuted = turn % 2 == 0;
            await HoldsAsync(() => list.Rows.Count == Rows && list.Rows.All(row => row.IsMuted == isMuted));
        }

        Assert.Null(list.Misfit);
        Assert.Equal(WebSocketState.Open, deaf.State);
    }

    [Fact]
    public async Task A_ping_says_the_way_and_the_time()
    {
        _list = await LiveList.ConnectAsync(_api.Http.BaseAddress!, Cancel);

        var answer = await _list.Hub.InvokeAsync<PingAnswer>("Ping", Cancel);

        Assert.Equal(("websockets", _api.Clock.GetUtcNow().ToUnixTimeMilliseconds()), (answer.Transport, answer.Now));
    }

    // The system would keep many megabytes for one that does not read.
    private static async ValueTask<Stream> ConnectNarrowAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_list is not null)
            await _list.DisposeAsync();
        await _api.DisposeAsync();
    }

    private async Task<LiveList> FollowAsync(ListRequest? request, int first, int count)
    {
        _list = await LiveList.ConnectAsync(_api.Http.BaseAddress!, Cancel);
        await _list.FollowAsync(request, first, count, Cancel);
        return _list;
    }

    // The last one made is the first of the list.
    private async Task<List<WatchId>> MakeAsync(int count)
    {
        var ids = new List<WatchId>();
        for (var number = 0; number < count; number++)
        {
            _api.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await _api.Catalog.CreateAsync(new WatchDraft { Url = $"https://example.com/page-{number}" }, Cancel)).Id);
        }

        return ids;
    }

    private Task HoldsAsync(Func<bool> claim) => _api.HoldsAsync(claim, Cancel);
}
