using System.Net;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Groups;

/// <summary>Groups over REST, and watches in them.</summary>
public sealed class GroupTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Groups_are_written_in_lines_and_shown_again()
    {
        await EditAsync("""{"groups":["News every 15 minutes"," Every day ","Slow every 90 MINUTES","Once every 1 hour",""]}""", HttpStatusCode.NoContent);

        var shown = (await _api.V2Async(HttpMethod.Get, "settings", null, Cancel)).Body["groups"]!.AsArray().Select(line => (string?)line);

        Assert.Equal(["News every 15 minutes", "Every day", "Slow every 90 minutes", "Once every 1 hour"], shown);
    }

    [Theory]
    [InlineData("""{"groups":["News","news every 2 hours"]}""")]
    [InlineData("""{"groups":["News every 0 minutes"]}""")]
    [InlineData("""{"groups":["News every 99999999999999999999 minutes"]}""")]
    public async Task What_is_no_group_is_refused_by_name(string body)
    {
        var answer = await _api.V2Async(HttpMethod.Patch, "settings", body, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Body["errors"]!["groups"]);
    }

    [Fact]
    public async Task A_watch_keeps_its_group_when_the_group_changes_and_follows_its_interval()
    {
        await EditAsync("""{"groups":["News"]}""", HttpStatusCode.NoContent);
        var created = await _api.V2Async(HttpMethod.Post, "watches", """{"url":"https://example.com/","groups":["news"]}""", Cancel);
        var id = WatchId.Parse((string)created.Body["id"]!);

        await EditAsync("""{"groups":["Other","News every 2 hours"]}""", HttpStatusCode.NoContent);

        var group = (await _api.Settings.ReadAsync(Cancel)).Groups.Single(one => one.Title == "News");
        var watch = (await _api.Catalog.FindAsync(id, Cancel))!;
        Assert.Equal([group.Id], watch.Settings.Tags);
        Assert.Equal(1, (await _api.Settings.ReadAsync(Cancel)).ScheduleVersion);
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"groups":["nobody"]}""", Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"groups":[]}""", Cancel)).Status);
        Assert.Empty((await _api.Catalog.FindAsync(id, Cancel))!.Settings.Tags);
    }

    private async Task EditAsync(string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _api.V2Async(HttpMethod.Patch, "settings", body, Cancel)).Status);
}
