using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>The layouts that a datastore has had.</summary>
public sealed class DatastoreLayoutTests
{
    private const string Full = """
        {
          "uuid": "11111111-1111-4111-8111-111111111111", "url": "https://a.example/x", "title": "Mine", "tags": ["aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "cccccccc-cccc-4ccc-8ccc-cccccccccccc"],
          "paused": true, "notification_muted": true, "date_created": 1600000000, "last_checked": 1700000000, "last_viewed": 1700000001, "previous_md5": "0123456789ABCDEF0123456789abcdef",
          "page_title": "Their title", "content-type": "text/html", "remote_server_reply": "nginx", "check_count": 7, "fetch_time": 1.5,
          "time_between_check": {"weeks": null, "days": 1, "hours": "2", "minutes": null, "seconds": null}, "time_between_check_use_default": false,
          "include_filters": ["#main"], "headers": {"X-A": "1"}, "conditions": [{"field": "word_count", "operator": ">", "value": 3}, {"field": "", "operator": "", "value": ""}],
          "browser_steps": [{"operation": "Click element", "selector": "#b", "optional_value": null}], "proxy": "local", "some_new_field": {"a": 1}, "__edited": true, "last_error": "x"
        }
        """;

    private const string Group = """{"uuid":"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa","title":"News","url_match_pattern":"*.example/*","tag_colour":"#4f8ef7","overrides_watch":true,"notification_muted":true,"ignore_text":["ad"],"date_created":1500000000}""";

    [Fact]
    public async Task Watches_and_groups_in_files_of_their_own_are_read()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Full).With($"{ADatastore.GroupOne}/tag.json", Group).With("proxies.json", """{"local":{"label":"Local proxy","url":"http://p.example:8080"}}""");

        using var result = await datastore.ReadAsync();

        var watch = Assert.Single(result.Watches);
        Assert.Equal((ADatastore.One, "https://a.example/x", true, true), (watch.Id.ToString(), watch.Draft.Url, watch.Draft.IsPaused, watch.Draft.IsMuted));
        Assert.Equal(("Mine", "Local proxy", TimeSpan.FromHours(26), false), (watch.Draft.Settings.Title, watch.Draft.Settings.Proxy, watch.Draft.Settings.TimeBetweenCheck.ToTimeSpan(), watch.Draft.Settings.TimeBetweenCheckUseDefault));
        Assert.Equal([ADatastore.GroupOne], watch.Draft.Settings.Tags);
        Assert.Equal([new WatchCondition("word_count", ">", "3")], watch.Draft.Settings.Conditions);
        Assert.Equal([new BrowserStep("Click element", "#b", null)], watch.Draft.Settings.BrowserSteps);
        Assert.Equal("some_new_field", Assert.Single(watch.Draft.Settings.Unknown!.Keys));
        result.Report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "cccccccc");
    }

    [Fact]
    public async Task What_the_checks_found_is_kept_where_it_is_worth_it()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Full);

        using var result = await datastore.ReadAsync();

        var watch = Assert.Single(result.Watches);
        Assert.Equal((1600000000, 1700000000, 1700000001), (watch.CreatedAt!.Value.ToUnixTimeSeconds(), watch.State!.LastCheckedAt!.Value.ToUnixTimeSeconds(), watch.Draft.LastViewedAt!.Value.ToUnixTimeSeconds()));
        Assert.Equal(("0123456789abcdef0123456789abcdef", "Their title", "text/html", "nginx", 7, 1.5),
            (watch.State.PreviousChecksum, watch.State.PageTitle, watch.State.ContentType, watch.State.RemoteServer, watch.State.CheckCount, watch.State.FetchTime.TotalSeconds));
        Assert.Null(watch.State.LastError);
        result.Report.Has(ImportSeverity.NotCarriedOver, "watches", "1 watches");
    }

    [Fact]
    public async Task A_group_has_all_that_it_sets()
    {
        using var datastore = ADatastore.Newest().With($"{ADatastore.GroupOne}/tag.json", Group).With("headers-news.txt", "X-Group: 1\n")
            .With($"{ADatastore.GroupTwo}/tag.json", """{"title":" news "}""").WithWatch(ADatastore.One, $$"""{"url":"https://a.example/","tags":["{{ADatastore.GroupTwo}}"]}""").With("headers-other.txt", "X: 1");

        using var result = await datastore.ReadAsync();

        var group = Assert.Single(result.Groups);
        Assert.Equal((ADatastore.GroupOne, "News", "*.example/*", "#4f8ef7", true, true, 1500000000), (group.Id, group.Title, group.UrlMatchPattern, group.TagColour, group.OverridesWatch, group.IsMuted, group.CreatedAt!.Value.ToUnixTimeSeconds()));
        Assert.Equal(["ad"], group.Settings.IgnoreText);
        Assert.Equal("1", group.Settings.Headers["X-Group"]);
        Assert.Equal([ADatastore.GroupOne], result.Watches[0].Draft.Settings.Tags);
        result.Report.Has(ImportSeverity.NotCarriedOver, $"group {ADatastore.GroupTwo}", "another group");
        result.Report.Has(ImportSeverity.NotCarriedOver, "headers-other.txt", "no group");
    }

    [Fact]
    public async Task One_document_with_everything_is_read_too()
    {
        using var datastore = new ADatastore().WithOlder(25, $$"""{"{{ADatastore.One}}":{"url":"https://a.example/","tags":["{{ADatastore.GroupOne}}"]},"no-uuid":{"url":"https://b.example/"},"{{ADatastore.Two}}":5}""",
            application: $$$"""  "tags":{"{{{ADatastore.GroupOne}}}":{"title":"News","uuid":"{{{ADatastore.GroupOne}}}"}}  """);

        using var result = await datastore.ReadAsync();

        Assert.Equal(["https://a.example/", "https://b.example/"], result.Watches.Select(watch => watch.Draft.Url));
        Assert.Equal([ADatastore.GroupOne], result.Watches[0].Draft.Settings.Tags);
        Assert.Null(result.Watches[1].Id);
        Assert.Equal("News", Assert.Single(result.Groups).Title);
        result.Report.Has(ImportSeverity.Refused, ADatastore.Two, "no JSON object");
    }

    [Fact]
    public async Task The_one_document_can_be_handed_over_by_itself()
    {
        using var datastore = new ADatastore().WithOlder(10, $$$"""{"{{{ADatastore.One}}}":{"url":"https://a.example/"}}""");

        using var result = await AnImport.OfAsync(await File.ReadAllBytesAsync(System.IO.Path.Combine(datastore.Path, "url-watches.json"), TestContext.Current.CancellationToken));

        Assert.Equal((ImportFormat.Datastore, ADatastore.One), (result.Format, Assert.Single(result.Watches).Id.ToString()));
    }

    [Fact]
    public async Task An_older_document_beside_a_newer_one_is_out_of_date()
    {
        using var datastore = ADatastore.Newest().WithOlder(25, $$$"""{"{{{ADatastore.One}}}":{"url":"https://old.example/"}}""").WithWatch(ADatastore.Two, """{"url":"https://new.example/"}""");

        using var result = await datastore.ReadAsync();

        Assert.Equal(["https://new.example/"], result.Watches.Select(watch => watch.Draft.Url));
        result.Report.Has(ImportSeverity.Remark, "url-watches.json", "not read");
    }

    [Fact]
    public async Task Damage_spoils_only_what_it_touches()
    {
        using var datastore = new ADatastore().With("changedetection.json", "{\"settings\":{")
            .WithWatch(ADatastore.One, """{"url":"https://a.exa""").WithWatch(ADatastore.Two, """{"url":"https://b.example/"}""").WithWatch(ADatastore.Three, new string('[', 500))
            .With($"{ADatastore.GroupOne}/tag.json", "[]");

        using var result = await datastore.ReadAsync();

        Assert.Equal(["https://b.example/"], result.Watches.Select(watch => watch.Draft.Url));
        Assert.Null(result.Settings);
        foreach (var place in (string[])["changedetection.json", ADatastore.One, ADatastore.Three, $"group {ADatastore.GroupOne}"])
            result.Report.Has(ImportSeverity.Refused, place, "JSON");
    }

    [Fact]
    public async Task A_directory_that_is_no_datastore_or_not_there_is_refused()
    {
        using var datastore = new ADatastore().With("readme.txt", "x");

        await Assert.ThrowsAsync<ImportException>(datastore.ReadAsync);
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfDirectoryAsync(System.IO.Path.Combine(datastore.Path, "nowhere")));
    }

    [Theory]
    [InlineData("""{"url":"file:///etc/passwd"}""", "file")]
    [InlineData("""{"url":""}""", "address")]
    [InlineData("""{"title":"x"}""", "address")]
    [InlineData("""{"url":5}""", "address")]
    [InlineData("""{"url":"http://a.example/<script>"}""", "<")]
    public async Task A_watch_whose_address_cannot_be_used_is_named(string json, string reason)
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, json);

        using var result = await datastore.ReadAsync();

        Assert.Empty(result.Watches);
        result.Report.Has(ImportSeverity.Refused, ADatastore.One, reason);
    }

    [Theory]
    [InlineData("processor", "\"../../../../tmp/pwned.json\"")]
    [InlineData("processor", "\"image_ssim_diff\"")]
    [InlineData("method", "\"PATCH\"")]
    [InlineData("fetch_backend", "\"plugin\"")]
    [InlineData("notification_urls", "[\"nonsense\"]")]
    [InlineData("headers", "{\"A\\nB\":\"x\"}")]
    [InlineData("headers", "{\"Content-Length\":\"5\"}")]
    [InlineData("headers", "{\"A\":\"x\\r\\nB: y\"}")]
    [InlineData("include_filters", "{\"a\":1}")]
    [InlineData("history_snapshot_max_length", "0")]
    [InlineData("trim_text_whitespace", "\"yes\"")]
    [InlineData("time_between_check", "{\"hours\":1e300}")]
    [InlineData("verify_tls", "false")]
    [InlineData("snoozed_until", "\"2999-01-01T00:00:00Z\"")]
    [InlineData("title", "5")]
    public async Task A_value_that_is_wrong_is_named_and_the_default_applies(string field, string value)
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, $$"""{"url":"https://a.example/","{{field}}":{{value}}}""");

        using var result = await datastore.ReadAsync();

        Assert.Equal(WatchSettingsJson.Write(new WatchSettings()), WatchSettingsJson.Write(Assert.Single(result.Watches).Draft.Settings));
        Assert.Equal(ImportSeverity.NotCarriedOver, Assert.Single(result.Report.Notes).Severity);
    }

    [Fact]
    public async Task A_rule_that_is_wrong_is_kept_and_named()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, """{"url":"https://a.example/","ignore_text":["/(/"]}""");

        using var result = await datastore.ReadAsync();

        Assert.Equal(["/(/"], Assert.Single(result.Watches).Draft.Settings.IgnoreText);
        result.Report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "ignore_text");
    }

    [Fact]
    public async Task Files_that_are_not_carried_over_are_named_once()
    {
        using var datastore = ADatastore.Newest();
        foreach (var id in (string[])[ADatastore.One, ADatastore.Two])
            datastore.WithWatch(id, """{"url":"https://a.example/"}""").With($"{id}/last-screenshot.png", "x").With($"{id}/image_ssim_diff.json", "{}");

        using var result = await datastore.ReadAsync();

        result.Report.Has(ImportSeverity.NotCarriedOver, "files", "2 files are not carried over: screenshots");
        Assert.Equal(2, result.Report.Notes.Count(note => note.Place == "files"));
    }

    [Fact]
    public async Task Files_beside_a_watch_belong_to_it()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, """{"url":"https://a.example/","processor":"restock_diff","headers":{"x-a":"old","B":"2"},"restock":{"price":12.5,"in_stock":true,"currency":"EUR"}}""")
            .With($"{ADatastore.One}/restock_diff.json", """{"restock_diff":{"in_stock_processing":"all_changes","price_change_min":3,"follow_price_changes":"?"}}""")
            .With($"{ADatastore.One}/headers.txt", "X-A: new\r\n# no\r\nnonsense\r\n").With($"{ADatastore.One}/favicon.ico", [1, 2, 3]);

        using var result = await datastore.ReadAsync();

        var watch = Assert.Single(result.Watches);
        Assert.Equal("""{"in_stock_processing":"all_changes","price_change_min":3}""", watch.Draft.Settings.ProcessorConfigRestockDiff.ToString());
        Assert.Equal(["B: 2", "X-A: new"], watch.Draft.Settings.Headers.Select(header => $"{header.Key}: {header.Value}").Order());
        Assert.Equal((12.5m, "EUR", true), (watch.State!.Offer!.Price, watch.State.Offer.Currency, watch.State.Offer.IsInStock));
        Assert.Equal([1, 2, 3], await watch.Icon!.ReadAsync(TestContext.Current.CancellationToken));
        result.Report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "follow_price_changes");
        result.Report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "Line 3");
    }
}
