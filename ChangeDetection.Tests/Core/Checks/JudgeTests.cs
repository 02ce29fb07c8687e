using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Checks.Replaying;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Checks;

public sealed class JudgeTests
{
    [Theory]
    [InlineData(403, "Error - 403 (Access denied) received")]
    [InlineData(404, "Error - 404 (Page not found) received")]
    [InlineData(407, "Error - 407 (Proxy authentication required) received, did you need a username and password for the proxy?")]
    [InlineData(500, "Error - 500 (Internal server error) received from the web site")]
    [InlineData(429, "Error - Request returned a HTTP error code 429 (Access denied or blocked)")]
    [InlineData(503, "Error - Request returned a HTTP error code 503")]
    [InlineData(304, "Error - Request returned a HTTP error code 304")]
    public void An_error_page_is_a_failure_and_no_version(int status, string detail)
    {
        Assert.Equal(new CheckOutcome.Failed(CheckFailure.HttpStatus, detail), APage.Input(APage.Of("<p>oops", "text/html", status)).FailureOf());
    }

    [Fact]
    public void An_error_page_is_compared_when_the_watch_wants_it()
    {
        Assert.Equal("oops", APage.Input(APage.Of("<p>oops", "text/html", 404), new WatchSettings { IgnoreStatusCodes = true }).TextOf());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(206)]
    public void Every_good_status_is_compared(int status)
    {
        Assert.Equal("ok", APage.Input(APage.Of("<p>ok", "text/html", status)).TextOf());
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(206, false)]
    public void Only_200_is_good_when_the_installation_wants_it_as_in_v1(int status, bool isGood)
    {
        var outcome = APage.Input(APage.Of("<p>ok", "text/html", status), global: new GlobalSettings { OnlyStatus200 = true }).Judge().Outcome;

        Assert.Equal(isGood, outcome is CheckOutcome.Changed);
    }

    [Fact]
    public void A_page_that_is_not_modified_keeps_all_that_the_last_check_found()
    {
        var first = APage.Input(APage.Html("<p>ok")).Judge();
        var next = After(first);

        Assert.True(PageJudge.MayAskIfModified(next));
        var verdict = PageJudge.NotModified(next);

        Assert.Equal(new CheckOutcome.Unchanged(Assert.IsType<CheckOutcome.Changed>(first.Outcome).Checksum), verdict.Outcome);
        Assert.Equal((first.RawChecksum, first.RulesFingerprint, true), (verdict.RawChecksum, verdict.RulesFingerprint, verdict.IsSkipped));
        Assert.Equal(After(first).Baseline.Offer, verdict.Offer);
    }

    [Fact]
    public void Without_a_verdict_that_still_stands_the_page_itself_must_be_seen()
    {
        var next = After(APage.Input(APage.Html("<p>ok")).Judge());

        Assert.False(PageJudge.MayAskIfModified(next with { Settings = new WatchSettings { IgnoreText = ["x"] } }));
        Assert.False(PageJudge.MayAskIfModified(next with { Global = new GlobalSettings { GlobalIgnoreText = ["x"] } }));
        Assert.False(PageJudge.MayAskIfModified(next with { Baseline = next.Baseline with { WasSuccess = false } }));
        Assert.False(PageJudge.MayAskIfModified(next with { Baseline = next.Baseline with { PreviousChecksum = null } }));
        Assert.False(PageJudge.MayAskIfModified(next with { Baseline = next.Baseline with { RawChecksum = null } }));
        Assert.False(PageJudge.MayAskIfModified(APage.Input(APage.Html("<p>ok"))));
    }

    private static CheckInput After(PageVerdict first) => APage.Input(PageContent.None) with
    {
        Baseline = new CheckBaseline
        {
            PreviousChecksum = ((CheckOutcome.Changed)first.Outcome).Checksum,
            RawChecksum = first.RawChecksum,
            RulesFingerprint = first.RulesFingerprint,
            WasSuccess = true,
            Offer = new ChangeDetection.Core.Restock.Offer(5, "EUR", "InStock", true),
        },
    };

    [Fact]
    public void An_empty_body_is_a_failure_told_before_the_status()
    {
        Assert.Equal(new CheckOutcome.Failed(CheckFailure.EmptyReply, "EmptyReply - try increasing 'Wait seconds before extracting text', Status Code 404"), APage.Input(APage.Of("", "text/html", 404)).FailureOf());
    }

    [Theory]
    [InlineData("<p></p>")]
    [InlineData("   \n ")]
    [InlineData("<script>x()</script>")]
    [InlineData("<div hidden>x</div>")]
    public void A_page_without_text_is_a_failure(string page)
    {
        Assert.Equal(new CheckOutcome.Failed(CheckFailure.NoText, "Got HTML content but no text found (With 200 reply code)."), APage.Input(APage.Html(page)).FailureOf());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p></p>")]
    public void An_empty_page_is_a_version_when_the_installation_wants_it(string page)
    {
        Assert.Equal("", APage.Input(APage.Html(page), null, new GlobalSettings { EmptyPagesAreAChange = true }).TextOf());
    }

    [Theory]
    [InlineData("<title>Just a moment...</title><p>Checking</p><script src='/cdn-cgi/challenge-platform/x'></script>", "Cloudflare")]
    [InlineData("<title>Robot Check</title><form action='/errors/validateCaptcha'>Type the characters</form>", "Amazon")]
    [InlineData("<html><body>Please wait<script src='//geo.captcha-delivery.com/captcha/x.js'></script></body></html>", "DataDome")]
    public void A_bot_check_is_a_failure_and_no_version(string page, string kind)
    {
        Assert.Equal(new CheckOutcome.Failed(CheckFailure.BlockPage, $"Error - The site answered with a bot check ({kind}) instead of the page."), APage.Input(APage.Html(page)).FailureOf());
    }

    [Theory]
    [InlineData("<title>Just a moment...</title><p>A film review</p>")]
    [InlineData("<title>News</title><p>x</p><script src='/cdn-cgi/challenge-platform/x'></script>")]
    [InlineData("<title>Robot Check</title><p>A toy shop</p>")]
    public void A_page_that_only_resembles_a_bot_check_is_a_page(string page)
    {
        Assert.NotEmpty(APage.Input(APage.Html(page)).TextOf());
    }

    [Fact]
    public void The_same_bytes_under_the_same_rules_cost_one_hash()
    {
        var watch = new AWatchHistory(new WatchSettings());
        watch.Sees("a");

        Assert.IsType<CheckOutcome.Unchanged>(watch.Sees("a"));
        Assert.True(watch.Last!.IsSkipped);
    }

    [Fact]
    public void A_missing_filter_fails_again_on_the_same_bytes()
    {
        var watch = new AWatchHistory(new WatchSettings { IncludeFilters = ["h1"] });
        watch.Checks(APage.Html("<h1>a</h1>"));

        for (var round = 0; round < 3; round++)
        {
            var outcome = Assert.IsType<CheckOutcome.Failed>(watch.Checks(APage.Html("<h2>a</h2>")));
            Assert.Equal(CheckFailure.FilterNotFound, outcome.Failure);
        }

        Assert.IsType<CheckOutcome.Unchanged>(watch.Checks(APage.Html("<h1>a</h1>")));
    }

    public static TheoryData<string, Func<WatchSettings, WatchSettings>> Settings { get; } = new()
    {
        { "include_filters", settings => settings with { IncludeFilters = ["p"] } },
        { "subtractive_selectors", settings => settings with { SubtractiveSelectors = ["h1"] } },
        { "ignore_text", settings => settings with { IgnoreText = ["x"] } },
        { "strip_ignored_lines", settings => settings with { StripIgnoredLines = true } },
        { "trigger_text", settings => settings with { TriggerText = ["a"] } },
        { "text_should_not_be_present", settings => settings with { TextShouldNotBePresent = ["zzz"] } },
        { "extract_text", settings => settings with { ExtractText = ["a"] } },
        { "extract_lines_containing", settings => settings with { ExtractLinesContaining = ["a"] } },
        { "trim_text_whitespace", settings => settings with { TrimTextWhitespace = true } },
        { "remove_duplicate_lines", settings => settings with { RemoveDuplicateLines = true } },
        { "sort_text_alphabetically", settings => settings with { SortTextAlphabetically = true } },
        { "check_unique_lines", settings => settings with { CheckUniqueLines = true } },
        { "filter_text_added", settings => settings with { FilterTextAdded = false } },
        { "filter_text_removed", settings => settings with { FilterTextRemoved = false } },
        { "filter_text_replaced", settings => settings with { FilterTextReplaced = false } },
        { "conditions", settings => settings with { Conditions = [new("word_count", ">", "0")] } },
        { "conditions_match_logic", settings => settings with { ConditionsMatchLogic = "ANY" } },
        { "processor", settings => settings with { Processor = "restock_diff" } },
        { "ignore_status_codes", settings => settings with { IgnoreStatusCodes = true } },
        { "track_ldjson_price_data", settings => settings with { TrackLdjsonPriceData = System.Text.Json.JsonDocument.Parse("\"accepted\"").RootElement } },
        { "processor_config_restock_diff", settings => settings with { ProcessorConfigRestockDiff = System.Text.Json.JsonDocument.Parse("{}").RootElement } },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_change_of_any_rule_makes_the_same_bytes_be_judged_anew(string name, Func<WatchSettings, WatchSettings> change)
    {
        var page = APage.Html("<p>a");
        var first = APage.Input(page).Judge();
        var baseline = new CheckBaseline { PreviousChecksum = "x", RawChecksum = first.RawChecksum, RulesFingerprint = first.RulesFingerprint, WasSuccess = true };

        Assert.True((APage.Input(page) with { Baseline = baseline }).Judge().IsSkipped);
        Assert.False((APage.Input(page, change(new WatchSettings())) with { Baseline = baseline }).Judge().IsSkipped, name);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("type")]
    [InlineData("bytes")]
    [InlineData("source")]
    [InlineData("failed")]
    [InlineData("ignore_whitespace")]
    [InlineData("render_anchor_tag_content")]
    [InlineData("rss_reader_mode")]
    [InlineData("empty_pages_are_a_change")]
    [InlineData("global_ignore_text")]
    public void Nothing_is_skipped_when_anything_else_differs(string difference)
    {
        var first = APage.Input(APage.Html("<p>a")).Judge();
        var baseline = new CheckBaseline { PreviousChecksum = "x", RawChecksum = first.RawChecksum, RulesFingerprint = first.RulesFingerprint, WasSuccess = difference != "failed" };
        var page = difference switch
        {
            "status" => APage.Of("<p>a", "text/html; charset=utf-8", 201),
            "type" => APage.Of("<p>a", "text/html; charset=latin1"),
            "bytes" => APage.Html("<p>b"),
            _ => APage.Html("<p>a"),
        };
        var global = new GlobalSettings
        {
            IgnoreWhitespace = difference != "ignore_whitespace",
            RenderAnchorTagContent = difference == "render_anchor_tag_content",
            RssReaderMode = difference == "rss_reader_mode",
            EmptyPagesAreAChange = difference == "empty_pages_are_a_change",
            GlobalIgnoreText = difference == "global_ignore_text" ? ["x"] : [],
        };

        Assert.False((APage.Input(page, null, global) with { Baseline = baseline, IsSource = difference == "source" }).Judge().IsSkipped);
    }

    [Fact]
    public void The_checksum_is_that_of_v1_clients()
    {
        var ignoring = Assert.IsType<CheckOutcome.Changed>(APage.Input(APage.Of("a b\nc", "text/plain")).Judge().Outcome);
        var exact = Assert.IsType<CheckOutcome.Changed>(APage.Input(APage.Of("a b\nc", "text/plain"), null, new GlobalSettings { IgnoreWhitespace = false }).Judge().Outcome);

        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", ignoring.Checksum);
        Assert.Equal("4b858a399ea0d570a82bc4b86fe9ad6a", exact.Checksum);
    }

    [Fact]
    public void Rules_can_be_replayed_over_the_past()
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string[] texts = ["price 10\nads 1", "price 10\nads 2", "price 9\nads 3", "price 9\nads 4", "price 8\nads 5"];
        var versions = texts.Select((text, n) => new StoredVersion(start.AddDays(n), text)).ToList();
        var rules = APage.Input(APage.Html("unused"), new WatchSettings { IgnoreText = ["ads"], TextShouldNotBePresent = ["price 8"] });

        var replayed = Replay.Run(versions, rules).Select(version => version.Outcome.GetType().Name);

        Assert.Equal(["Changed", "Unchanged", "Changed", "Unchanged", "Blocked"], replayed);
    }

    [Fact]
    public void A_replay_over_kept_pages_runs_filters_too()
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var versions = new[] { "<h1>a</h1><p>1", "<h1>a</h1><p>2", "<h1>b</h1><p>2" }.Select((html, n) => new StoredVersion(start.AddDays(n), "", APage.Html(html)));

        var replayed = Replay.Run(versions, APage.Filtered(APage.Html("unused"), "h1")).Select(version => version.Outcome.GetType().Name);

        Assert.Equal(["Changed", "Unchanged", "Changed"], replayed);
    }
}
