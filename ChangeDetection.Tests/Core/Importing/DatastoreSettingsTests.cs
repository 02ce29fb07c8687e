using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>The settings of a whole installation.</summary>
public sealed class DatastoreSettingsTests
{
    private const string Settings = """
        {
          "headers": {"X-All": "1"},
          "requests": {"time_between_check": {"hours": 6}, "jitter_seconds": 30, "workers": 500, "proxy": "ui-0One", "extra_proxies": [{"proxy_name": "One", "proxy_url": "http://user:secret@p.example"}, {"proxy_name": "Two", "proxy_url": "file:///x"}], "timeout": 45},
          "application": {"schema_version": 33, "all_paused": true, "ignore_whitespace": false, "global_ignore_text": ["ad", "/(/"], "global_subtractive_selectors": ["nav"], "api_access_token": "0123456789abcdef0123456789abcdef",
            "scheduler_timezone_default": "Europe/Berlin", "password": "c2FsdGVkaGFzaA==", "notification_urls": ["mailto://secret@x.example"], "pager_size": 50, "rss_reader_mode": true, "tags": {}, "base_url": null}
        }
        """;

    [Fact]
    public async Task Those_that_exist_here_are_carried_over()
    {
        using var datastore = new ADatastore().WithSettings(Settings).With("headers.txt", "X-File: 2\n").With("proxies.json", """{"k":{"label":"Three","url":"socks5://q.example:1080"}}""");

        using var result = await datastore.ReadAsync();

        var settings = result.Settings!.Settings;
        Assert.Equal((TimeSpan.FromHours(6), 30, true, false, true), (settings.TimeBetweenCheck.ToTimeSpan(), settings.JitterSeconds, settings.AllPaused, settings.IgnoreWhitespace, settings.RssReaderMode));
        Assert.Equal(("ui-0One", "Europe/Berlin", "0123456789abcdef0123456789abcdef"), (settings.Proxy, settings.SchedulerTimezoneDefault, settings.ApiAccessToken));
        Assert.Equal([new ProxyChoice("One", "http://user:secret@p.example"), new ProxyChoice("Three", "socks5://q.example:1080")], settings.ExtraProxies);
        Assert.Equal(["X-All: 1", "X-File: 2"], settings.Headers.Select(header => $"{header.Key}: {header.Value}").Order());
        Assert.Equal(["ad", "/(/"], settings.GlobalIgnoreText);
        Assert.Equal(["nav"], settings.GlobalSubtractiveSelectors);
        Assert.Equal(["mailto://secret@x.example"], settings.NotificationUrls);
    }

    [Fact]
    public async Task Those_that_do_not_are_named_and_no_secret_is_told()
    {
        using var datastore = new ADatastore().WithSettings(Settings);

        using var result = await datastore.ReadAsync();

        foreach (var words in (string[])["password", "requests.timeout", "'workers'", "'Two'", "global_ignore_text"])
            result.Report.Has(ImportSeverity.NotCarriedOver, "settings", words);
        Assert.Equal(["application.pager_size", "requests.timeout"], result.Settings!.Others.Keys.Order());
        Assert.DoesNotContain(result.Report.Notes, note => note.What.Contains("secret", StringComparison.Ordinal) || note.What.Contains("0123456789", StringComparison.Ordinal) || note.What.Contains("c2Fs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_import_does_not_say_stays_as_it_is()
    {
        using var datastore = new ADatastore().WithSettings("""{"requests":{"jitter_seconds":30},"application":{"schema_version":33,"all_paused":false}}""");
        using var result = await datastore.ReadAsync();
        var present = new GlobalSettings { JitterSeconds = 1, AllPaused = true, Workers = 3, ScheduleVersion = 9, ApiAccessToken = "mine" };

        var merged = result.Settings!.Over(present);

        Assert.Equal((30, false, 3, 9, "mine"), (merged.JitterSeconds, merged.AllPaused, merged.Workers, merged.ScheduleVersion, merged.ApiAccessToken));
        Assert.Equal((1, true), (present.JitterSeconds, present.AllPaused));
    }

    [Fact]
    public async Task The_time_zone_had_another_name()
    {
        using var datastore = new ADatastore().WithOlder(20, "{}", application: "\"timezone\":\"Asia/Tokyo\"", requests: "{\"minutes_between_check\":45}");

        using var result = await datastore.ReadAsync();

        Assert.Equal(("Asia/Tokyo", TimeSpan.FromMinutes(45)), (result.Settings!.Settings.SchedulerTimezoneDefault, result.Settings.Settings.TimeBetweenCheck.ToTimeSpan()));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("""{"application":[],"requests":7,"headers":"x"}""")]
    [InlineData("""{"application":{"schema_version":"x","tags":5,"global_ignore_text":5,"all_paused":"x"},"requests":{"time_between_check":5,"extra_proxies":{},"jitter_seconds":"x"}}""")]
    public async Task Whatever_stands_there_does_no_harm(string settings)
    {
        using var datastore = new ADatastore().WithSettings(settings).WithWatch(ADatastore.One, """{"url":"https://a.example/"}""");

        using var result = await datastore.ReadAsync();

        Assert.Single(result.Watches);
    }
}
