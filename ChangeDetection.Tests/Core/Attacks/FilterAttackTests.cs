using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Extracting;
using Xunit;

namespace ChangeDetection.Tests.Core.Attacks;

public sealed class FilterAttackTests
{
    private const string Things = """[{"id":1,"name":"foo","active":true},{"id":1,"name":"bar","active":false}]""";
    private const string Thing = """{"env":"mine","debug":"mine","input":"mine","x":"y","price":"12.5","stock":3}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static TheoryData<string, string, string> Jq { get; } = AttackCases.Of("filter-jq");

    public static TheoryData<string, string, string> XPath { get; } = AttackCases.Of("filter-xpath");

    public static TheoryData<string, string, string> Others { get; } = AttackCases.Of("filter-other");

    [Theory]
    [MemberData(nameof(Jq))]
    public void A_jq_program_is_refused_ends_in_time_or_works(string id, string program, string outcome)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/jq"), "The package jq is not installed; CI installs it.");
        foreach (var filter in new[] { "jq:" + program, "jqraw:" + program })
        {
            var isRefused = IsRefused(new WatchSettings { IncludeFilters = [filter] });
            // What is refused must not even start: the page is judged by an engine whose jq throws.
            var input = APage.Filtered(APage.Json(program.Contains('[') || program.StartsWith("map", StringComparison.Ordinal) ? Things : Thing), filter);
            var judged = Within((outcome == "REJECT" ? input : input with { Jq = new JqProcess() }) with { Limit = Limit });

            AssertEnd(id, outcome, isRefused, judged);
            Assert.False(judged is CheckOutcome.Changed { Text: var text } && (text.Contains("/usr", StringComparison.Ordinal) || text.Contains("jq", StringComparison.Ordinal)), $"{id}: {judged}");
        }
    }

    [Theory]
    [MemberData(nameof(XPath))]
    public void An_XPath_expression_is_refused_ends_in_time_or_works(string id, string expression, string outcome)
    {
        var isPlain = expression.StartsWith('/') || expression.StartsWith("xpath", StringComparison.Ordinal);
        var page = APage.Html($"<p>words {new string('a', 30_000)}! {new string('x', 30_000)}</p>");
        foreach (var filter in isPlain ? new[] { expression } : ["xpath:" + expression, "xpath1:" + expression])
        {
            var isIncludeRefused = IsRefused(new WatchSettings { IncludeFilters = [filter] });
            var isSubtractRefused = IsRefused(new WatchSettings { SubtractiveSelectors = [filter] });
            Assert.Equal(isIncludeRefused, isSubtractRefused);

            AssertEnd(id, outcome, isIncludeRefused, Within(APage.Filtered(page, filter) with { Limit = Limit }));
            var subtracted = Within(APage.Input(page, new WatchSettings { SubtractiveSelectors = [filter] }) with { Limit = Limit });
            Assert.True(outcome != "REJECT" || subtracted is CheckOutcome.Failed { Failure: CheckFailure.InvalidFilter }, $"{id}: {subtracted}");
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_filter_of_another_language_ends_in_time(string id, string filter, string outcome)
    {
        var input = id switch
        {
            "filt-001" => APage.Filtered(APage.Html(string.Concat(Enumerable.Repeat("<div><p>some <b>words</b></p>", 5000))), filter),
            "filt-002" => APage.Filtered(APage.Json($"[{string.Join(',', Enumerable.Repeat($$"""{"a":"{{new string('a', 3000)}}!","b":{"c":[1,2]} }""", 500))}]"), "json:" + filter),
            _ => APage.Input(APage.Of($"{new string('a', 30_000)}! {new string('1', 30_000)}x {new string('x', 30_000)}", "text/plain"), new WatchSettings { ExtractText = [$"/{filter}/"] }),
        };

        AssertEnd(id, outcome, IsRefused(input.Settings), Within(input with { Limit = Limit }));
    }

    [Fact]
    public void A_list_of_ten_thousand_selectors_is_refused()
    {
        var filter = string.Join(',', Enumerable.Repeat("div p", 10_000));

        Assert.True(IsRefused(new WatchSettings { IncludeFilters = [filter] }));
        Assert.Equal(CheckFailure.InvalidFilter, APage.Filtered(APage.Html("<p>x"), filter).FailureOf().Failure);
    }

    [Fact]
    public void Digits_of_other_scripts_are_digits_of_an_expression_but_no_price()
    {
        var extracted = APage.Input(APage.Of("a \u0663\u0664 b", "text/plain"), new WatchSettings { ExtractText = ["/\\d+/"] }).TextOf();
        var offer = (APage.Input(APage.Html("""<script type="application/ld+json">{"@type":"Product","offers":{"@type":"Offer","price":"٣٤"}}</script><p>x"""), new WatchSettings { Processor = "restock_diff" })).Judge().Offer;

        Assert.Equal("\u0663\u0664", extracted);
        Assert.Null(offer?.Price);
    }

    private static bool IsRefused(WatchSettings settings) =>
        RuleValidation.Problems(settings, File.Exists("/usr/bin/jq") ? new JqProcess() : null, TimeProvider.System).Count > 0;

    private static CheckOutcome Within(CheckInput input)
    {
        var clock = Stopwatch.StartNew();

        var outcome = input.Judge().Outcome;

        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed} {outcome}");
        return outcome;
    }

    private static void AssertEnd(string id, string outcome, bool isRefused, CheckOutcome judged)
    {
        var isRight = outcome switch
        {
            "REJECT" => isRefused && judged is CheckOutcome.Failed { Failure: CheckFailure.InvalidFilter },
            "ALLOW" => !isRefused && judged is CheckOutcome.Changed,
            _ => judged is CheckOutcome.Changed or CheckOutcome.Failed { Failure: CheckFailure.InvalidFilter or CheckFailure.RuleTimedOut or CheckFailure.TooComplex or CheckFailure.FilterNotFound },
        };
        Assert.True(isRight, $"{id} {outcome}, refused: {isRefused}, {judged.ToString()[..Math.Min(300, judged.ToString().Length)]}");
    }
}
