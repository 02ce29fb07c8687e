using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Backups;

public sealed class BackupEndpointsTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_export_restored_elsewhere_gives_equal_answers(bool fromPostgres, bool toPostgres)
    {
        await using var one = await HostAsync(fromPostgres);
        await using var other = await HostAsync(toPostgres);
        await FillAsync(one);
        using var export = await one.Http.GetAsync("/api/v2/export", Cancel);
        Assert.Equal("application/zip", export.Content.Headers.ContentType!.MediaType);
        Assert.Equal("changedetection-backup-20261123160000.zip", export.Content.Headers.ContentDisposition!.FileName);

        using var answer = await other.Http.PostAsync("/api/v2/backups/restore", new ByteArrayContent(await export.Content.ReadAsByteArrayAsync(Cancel)), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["versions"]!.GetValue<int>());
        Assert.Equal(await TellAsync(one), await TellAsync(other));
        // And it goes on from there.
        var uuid = await other.WatchAsync(Cancel);
        await other.FindsAsync(uuid, "new", Cancel);
        Assert.Equal(1, (await other.GetAsync(uuid, Cancel))["history_n"]!.GetValue<int>());
    }

    [Fact]
    public async Task Backups_are_made_listed_downloaded_restored_and_deleted()
    {
        await using var api = new ApiHost();
        await FillAsync(api);
        var made = await api.V2Async(HttpMethod.Post, "backups", null, Cancel);
        var name = (string)made.Body["name"]!;
        Assert.Equal((HttpStatusCode.Created, "changedetection-backup-20261123160000.zip"), (made.Status, name));
        Assert.Equal(name, (string)(await api.V2Async(HttpMethod.Get, "backups", null, Cancel)).Body[0]!["name"]!);
        Assert.Equal((long)made.Body["bytes"]!, (await api.Http.GetByteArrayAsync($"/api/v2/backups/{name}", Cancel)).Length);
        var said = await TellAsync(api);
        await api.WatchAsync(new { url = "https://example.com/later" }, Cancel);

        var refused = await api.V2Async(HttpMethod.Post, $"backups/{name}/restore", null, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Say that everything is to be replaced", (string)refused.Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.V2Async(HttpMethod.Post, $"backups/{name}/restore?replace=true", null, Cancel)).Status);
        Assert.Equal(said, await TellAsync(api));

        Assert.Equal(HttpStatusCode.NoContent, (await api.V2Async(HttpMethod.Delete, $"backups/{name}", null, Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.V2Async(HttpMethod.Delete, $"backups/{name}", null, Cancel)).Status);
    }

    [Theory]
    [InlineData("..%2Fchangedetection.db")]
    [InlineData("changedetection.db")]
    [InlineData("changedetection-backup-20261123160000.zip%00")]
    [InlineData("latest")]
    public async Task Only_backups_of_the_list_are_given_out(string name)
    {
        await using var api = new ApiHost();

        using var answer = await api.Http.GetAsync($"/api/v2/backups/{name}", Cancel);

        Assert.InRange((int)answer.StatusCode, 400, 404);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_above_the_limit_is_refused_with_or_without_its_length(bool saysLength)
    {
        await using var api = new ApiHost(("MAX_RESTORE_UPLOAD_MB", "1"));
        var content = new StreamContent(new MemoryStream(new byte[3 << 20]));
        if (!saysLength)
            content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/backups/restore") { Content = content };
        request.Headers.TransferEncodingChunked = saysLength ? null : true;
        request.Headers.ExpectContinue = true;
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");

        using var answer = await api.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(Directory.GetFiles(api.Services.GetRequiredService<BackupFolder>().Location));
    }

    [Fact]
    public async Task A_scheduled_backup_is_made_once_and_a_failed_one_is_told()
    {
        using var directory = new TemporaryDirectory();
        var folder = directory.File("backups");
        await File.WriteAllTextAsync(folder, "in the way", Cancel);
        await using var api = new ApiHost(("Backups:Interval", "01:00:00"), ("Backups:Directory", folder));
        await api.HoldsAsync(() => api.Complaints.Any(line => line.Contains("The scheduled backup failed", StringComparison.Ordinal)), Cancel);
        File.Delete(folder);
        api.Clock.Advance(TimeSpan.FromMinutes(16));
        await api.HoldsAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.zip").Length == 1, Cancel);

        api.Clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task The_page_lists_backups_and_the_settings_lead_to_it()
    {
        await using var api = new ApiHost();
        await api.V2Async(HttpMethod.Post, "backups", null, Cancel);

        var page = await api.Http.GetStringAsync("/backups", Cancel);

        Assert.Contains("changedetection-backup-20261123120000.zip", page, StringComparison.Ordinal);
        Assert.Contains("id=\"restore-word\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"backups\"", await api.Http.GetStringAsync("/settings", Cancel), StringComparison.Ordinal);
    }

    private async Task<ApiHost> HostAsync(bool isPostgres) =>
        isPostgres ? new ApiHost(("ConnectionStrings:changedetection", await cluster.MakeDatabaseAsync(Cancel))) : new ApiHost();

    private static async Task FillAsync(ApiHost api)
    {
        var uuid = await api.WatchAsync(new { url = "https://example.com/é?a=1", title = "Überschrift 😀", tag = "News, Prices", ignore_text = new[] { "/a\\d/" } }, Cancel);
        await api.FindsAsync(uuid, "one\ntwo", Cancel);
        await api.FindsAsync(uuid, "one\nthree 😀", Cancel);
        var other = await api.WatchAsync(new { url = "https://example.com/other", paused = true }, Cancel);
        await api.FindsAsync(other, "one\ntwo", Cancel);
        var failing = await api.WatchAsync(new { url = "https://example.com/failing", own_field = new { a = 1.50 } }, Cancel);
        await api.CheckAsync(failing, new ChangeDetection.Core.Checks.CheckOutcome.Failed(ChangeDetection.Core.Checks.CheckFailure.HttpStatus, "Error - 500"), Cancel);
    }

    private static async Task<string> TellAsync(ApiHost api)
    {
        var said = new List<string> { (await api.Http.GetFromJsonAsync<JsonObject>("/api/v1/tags", Cancel))!.ToJsonString() };
        foreach (var uuid in (await api.Http.GetFromJsonAsync<JsonObject>("/api/v1/watch", Cancel))!.Select(member => member.Key).Order())
        {
            said.Add((await api.GetAsync(uuid, Cancel)).ToJsonString());
            var history = (await api.Http.GetFromJsonAsync<JsonObject>($"/api/v1/watch/{uuid}/history", Cancel))!;
            said.Add(history.ToJsonString());
            foreach (var (moment, _) in history)
                said.Add(await api.Http.GetStringAsync($"/api/v1/watch/{uuid}/history/{moment}", Cancel));
        }

        return string.Join('\n', said);
    }
}
