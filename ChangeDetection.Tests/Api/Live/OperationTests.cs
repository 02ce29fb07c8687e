using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.Live.Operating;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>What is done with many watches at once, by name or all of a list, over REST and over the live connection.</summary>
public sealed class OperationTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();
    private readonly List<WatchId> _ids = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Switches => new()
    {
        { "pause", "unpause", "isPaused" },
        { "mute", "unmute", "isMuted" },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Switches_go_on_and_off(string on, string off, string field)
    {
        await MakeAsync(3);

        var switched = await RunAsync(new { operation = on, ids = new[] { _ids[0], _ids[2] } });
        Assert.Equal([true, false, true], await FlagsAsync(field));
        await RunAsync(new { operation = off, ids = _ids });

        Assert.Equal((2, 0), (switched["done"]!.GetValue<int>(), switched["missing"]!.GetValue<int>()));
        Assert.StartsWith("2 watches ", switched["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal([false, false, false], await FlagsAsync(field));
    }

    [Fact]
    public async Task All_of_a_list_but_some_are_meant()
    {
        await MakeAsync(300);
        await _api.Catalog.SetMutedAsync(_ids[..250], true, Cancel);

        var result = await RunAsync(new { operation = "pause", list = new { q = "page-1" }, except = new[] { _ids[1] } });

        var paused = (await _api.Catalog.ListAsync(Cancel)).Where(watch => watch.IsPaused).Select(watch => watch.Url).ToHashSet();
        Assert.Equal(110, paused.Count);
        Assert.Equal(110, result["done"]!.GetValue<int>());
        Assert.DoesNotContain("https://example.com/page-1", paused);
        Assert.All(paused, url => Assert.Contains("page-1", url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watches_that_do_not_exist_are_counted_and_the_others_done()
    {
        await MakeAsync(2);
        await _api.Catalog.DeleteAsync(_ids[1], Cancel);

        var result = await RunAsync(new { operation = "recheck", ids = new[] { $"{_ids[0]}", $"{_ids[1]}", "no id at all", $"{_ids[0]}" } });

        Assert.Equal((1, 2), (result["done"]!.GetValue<int>(), result["missing"]!.GetValue<int>()));
        Assert.Equal("1 watch queued for a check. 2 no longer exist.", result["message"]!.GetValue<string>());
        Assert.Equal(WatchActivity.Queued, (await _api.Catalog.FindAsync(_ids[0], Cancel))!.State.Activity);
    }

    [Fact]
    public async Task Errors_are_cleared_and_changes_marked_as_read()
    {
        await MakeAsync(2);
        await _api.CheckAsync($"{_ids[0]}", new CheckOutcome.Failed(CheckFailure.TimedOut, "Timed out."), Cancel);
        await _api.FindsAsync($"{_ids[1]}", "one", Cancel);
        await _api.FindsAsync($"{_ids[1]}", "two", Cancel);

        await RunAsync(new { operation = "clear-errors", ids = _ids });
        await RunAsync(new { operation = "mark-viewed", list = new { state = "unread" } });

        var watches = await _api.Catalog.ListAsync(Cancel);
        Assert.All(watches, watch => Assert.Null(watch.State.LastError ?? (object?)watch.State.Failure));
        Assert.All(watches, watch => Assert.False(watch.State.IsUnread));
    }

    [Fact]
    public async Task A_history_is_deleted_and_the_next_check_begins_a_new_one()
    {
        await MakeAsync(2);
        foreach (var id in _ids)
        {
            await _api.FindsAsync($"{id}", "shared", Cancel);
            await _api.FindsAsync($"{id}", "then this", Cancel);
        }

        await RunAsync(new { operation = "clear-history", ids = new[] { _ids[0] } });
        var archive = _api.Services.GetRequiredService<SnapshotArchive>();

        var cleared = (await _api.Catalog.FindAsync(_ids[0], Cancel))!.State;
        Assert.Empty(await archive.ListAsync(_ids[0], Cancel));
        Assert.Equal((0, null, null, false), (cleared.SnapshotCount, cleared.LastChangedAt, cleared.PreviousChecksum, cleared.IsUnread));
        Assert.Equal("shared", await archive.ReadAsync(_ids[1], 1, Cancel));
        await _api.FindsAsync($"{_ids[0]}", "then this", Cancel);
        Assert.Equal("then this", await archive.ReadAsync(_ids[0], 1, Cancel));
    }

    [Fact]
    public async Task Watches_are_deleted_with_what_only_they_had()
    {
        await MakeAsync(3);
        await _api.FindsAsync($"{_ids[0]}", "shared", Cancel);
        await _api.FindsAsync($"{_ids[2]}", "shared", Cancel);

        var result = await RunAsync(new { operation = "delete", ids = _ids[..2] });

        Assert.Equal("2 watches deleted.", result["message"]!.GetValue<string>());
        Assert.Equal([_ids[2]], (await _api.Catalog.ListAsync(Cancel)).Select(watch => watch.Id));
        Assert.Equal("shared", await _api.Services.GetRequiredService<SnapshotArchive>().ReadAsync(_ids[2], 1, Cancel));
    }

    [Fact]
    public async Task A_group_is_made_by_its_name_once_and_left_again()
    {
        await MakeAsync(2);

        await RunAsync(new { operation = "assign-group", ids = _ids, argument = " Town hall " });
        await RunAsync(new { operation = "assign-group", ids = _ids, argument = "TOWN HALL" });
        var group = Assert.Single((await _api.Settings.ReadAsync(Cancel)).Groups);
        var (_, listed) = await _api.V2Async(HttpMethod.Get, $"list?group={group.Id}", null, Cancel);
        await RunAsync(new { operation = "remove-group", ids = new[] { _ids[0] }, argument = "town hall" });

        Assert.Equal("Town hall", group.Title);
        Assert.Equal(2, listed["count"]!.GetValue<int>());
        Assert.Equal(("Town hall", 2), (listed["groups"]![0]!["title"]!.GetValue<string>(), listed["groups"]![0]!["counts"]!["all"]!.GetValue<int>()));
        Assert.Empty((await _api.Catalog.FindAsync(_ids[0], Cancel))!.Settings.Tags);
        Assert.Equal([group.Id], (await _api.Catalog.FindAsync(_ids[1], Cancel))!.Settings.Tags);
    }

    [Theory]
    [InlineData("""{"operation":"explode","ids":[]}""", "operation", "Unknown operation: use pause, unpause,")]
    [InlineData("""{"ids":[]}""", "operation", "Unknown operation")]
    [InlineData("""{"operation":"pause"}""", "ids", "either ids or a list")]
    [InlineData("""{"operation":"pause","ids":[],"list":{}}""", "ids", "either ids or a list")]
    [InlineData("""{"operation":"pause","list":{"state":"sad"}}""", "state", "'sad' is unknown")]
    [InlineData("""{"operation":"assign-group","ids":[]}""", "argument", "Name the group.")]
    [InlineData("""{"operation":"assign-group","ids":[],"argument":"News every 5 minutes"}""", "argument", "name alone")]
    [InlineData("""{"operation":"remove-group","ids":[],"argument":"nobody"}""", "argument", "There is no such group.")]
    [InlineData("""{"operation":"set-proxy","ids":[],"argument":"nobody"}""", "argument", "There is no proxy of this name")]
    public async Task What_cannot_be_done_is_refused_by_field_on_both_ways(string json, string field, string expected)
    {
        await using var live = await LiveList.ConnectAsync(_api.Http.BaseAddress!, Cancel);

        var (status, body) = await _api.V2Async(HttpMethod.Post, "operations", json, Cancel);
        var refusal = await Assert.ThrowsAsync<HubException>(() => live.Hub.InvokeAsync("Operate", JsonSerializer.Deserialize<JsonElement>(json), Cancel));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(expected, body["errors"]![field]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(HubConnectionState.Connected, live.Hub.State);
    }

    [Fact]
    public async Task Over_the_live_connection_the_answer_is_the_same_and_ten_thousand_names_fit()
    {
        await MakeAsync(2);
        await using var live = await LiveList.ConnectAsync(_api.Http.BaseAddress!, Cancel);
        var names = Enumerable.Range(0, 9_998).Select(_ => Guid.NewGuid().ToString()).Concat(_ids.Select(id => $"{id}")).ToList();

        var result = await live.Hub.InvokeAsync<OperationResult>("Operate", new { operation = "pause", ids = names }, Cancel);
        var refusal = await Assert.ThrowsAsync<HubException>(() => live.Hub.InvokeAsync("Operate", new { operation = "pause", ids = names.Append("one more") }, Cancel));

        Assert.Equal((2, 9_998), (result.Done, result.Missing));
        Assert.Contains("at most 10000", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([true, true], await FlagsAsync("isPaused"));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task MakeAsync(int count)
    {
        var drafts = Enumerable.Range(0, count).Select(number => new WatchDraft { Url = $"https://example.com/page-{number}" }).ToList();
        _ids.AddRange((await _api.Catalog.CreateAsync(drafts, Cancel)).Select(watch => watch.Id));
    }

    private async Task<JsonNode> RunAsync(object request)
    {
        var (status, body) = await _api.V2Async(HttpMethod.Post, "operations", JsonSerializer.Serialize(request, JsonSerializerOptions.Web), Cancel);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body;
    }

    private async Task<IEnumerable<bool>> FlagsAsync(string field)
    {
        var (_, list) = await _api.V2Async(HttpMethod.Get, "list?sort=created&order=reversed", null, Cancel);
        return _ids.Select(id => list["watches"]!.AsArray().Single(row => row!["id"]!.GetValue<string>() == $"{id}")![field]!.GetValue<bool>());
    }
}
