using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Filtering;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Filtering;

public sealed class RuleTests
{
    private const string Lines = "Alpha 1\nbeta 22\n  gamma  \n\nAlpha 1\nZeta";

    // Name, rules, text.
    public static TheoryData<string, WatchSettings, string> Stored { get; } = new()
    {
        { "no rule", new(), Lines },
        { "trim", new() { TrimTextWhitespace = true }, "Alpha 1\nbeta 22\ngamma\nAlpha 1\nZeta" },
        { "duplicates", new() { RemoveDuplicateLines = true }, "Alpha 1\nbeta 22\n  gamma  \n\nZeta" },
        { "sort", new() { SortTextAlphabetically = true, TrimTextWhitespace = true }, "Alpha 1\nAlpha 1\nbeta 22\ngamma\nZeta" },
        { "sort without duplicates", new() { SortTextAlphabetically = true, TrimTextWhitespace = true, RemoveDuplicateLines = true }, "Alpha 1\nbeta 22\ngamma\nZeta" },
        { "lines containing", new() { ExtractLinesContaining = ["ALPHA", "zet"] }, "Alpha 1\nAlpha 1\nZeta" },
        { "lines containing, blank entry", new() { ExtractLinesContaining = ["", "zeta"] }, "Zeta" },
        { "extract text", new() { ExtractText = ["alpha"] }, "Alpha\nAlpha" },
        { "extract regex", new() { ExtractText = ["/\\d+/"] }, "1\n22\n1" },
        { "extract one group", new() { ExtractText = ["/beta (\\d)/"] }, "2" },
        { "extract several groups", new() { ExtractText = ["/(b)eta (\\d)/"] }, "b2" },
        { "extract with several patterns", new() { ExtractText = ["/\\d\\d/", "zeta"] }, "22\nZeta" },
        { "extract is case-insensitive without flags", new() { ExtractText = ["/ALPHA/"] }, "Alpha\nAlpha" },
        { "explicit flags replace that", new() { ExtractText = ["/ALPHA/m", "/Zeta/m"] }, "Zeta" },
        { "extract over lines", new() { ExtractText = ["/beta.*?gamma/s"] }, "beta 22\n  gamma" },
        { "extract with Python names", new() { ExtractText = ["/(?P<x>bet)a/"] }, "bet" },
        { "extract then duplicates", new() { ExtractText = ["/\\d/"], RemoveDuplicateLines = true }, "1\n2" },
        { "lines containing then extract", new() { ExtractLinesContaining = ["beta"], ExtractText = ["/\\d+/"] }, "22" },
        { "ignored lines stay in the text", new() { IgnoreText = ["alpha"] }, Lines },
        { "ignored lines stripped", new() { IgnoreText = ["alpha"], StripIgnoredLines = true }, "beta 22\n  gamma  \n\nZeta" },
        { "ignored regex stripped", new() { IgnoreText = ["/^\\s*$/", "/\\d/"], StripIgnoredLines = true }, "  gamma  \nZeta" },
        { "ignored over lines stripped", new() { IgnoreText = ["/beta.*gamma/s"], StripIgnoredLines = true }, "Alpha 1\n\nAlpha 1\nZeta" },
        { "ignored with line anchors stripped", new() { IgnoreText = ["/^Zeta$/m"], StripIgnoredLines = true }, "Alpha 1\nbeta 22\n  gamma  \n\nAlpha 1" },
        { "ignore sees the line before extraction", new() { IgnoreText = ["beta"], ExtractText = ["/\\d+/"], StripIgnoredLines = true }, "1\n1" },
        { "an entry that is a path is text", new() { ExtractLinesContaining = [], IgnoreText = ["/path/to"], StripIgnoredLines = true }, Lines },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_rule_makes_the_stored_text(string name, WatchSettings settings, string text)
    {
        Assert.True(text == APage.Input(APage.Of(Lines, "text/plain"), settings).TextOf(), name);
    }

    // Name, rules, page before, page after, whether that is a change.
    public static TheoryData<string, WatchSettings, string, string, bool> Steps { get; } = new()
    {
        { "nothing", new(), "a", "a", false },
        { "a word", new(), "a", "b", true },
        { "white space only", new(), "a b\nc", "a  b c", false },
        { "ignored text", new() { IgnoreText = ["time"] }, "a\ntime 1", "a\ntime 2", false },
        { "ignored text in another case", new() { IgnoreText = ["TIME"] }, "a\ntime 1", "a\ntime 2", false },
        { "ignored text and more", new() { IgnoreText = ["time"] }, "a\ntime 1", "b\ntime 2", true },
        { "ignored regex", new() { IgnoreText = ["/time \\d+/"] }, "a\ntime 1", "a\ntime 2", false },
        { "ignored regex over lines", new() { IgnoreText = ["/BEGIN.*END/s"] }, "a\nBEGIN\n1\nEND\nb", "a\nBEGIN\n2\n3\nEND\nb", false },
        { "ignored regex with explicit flags is case-sensitive", new() { IgnoreText = ["/TIME/m"] }, "a\ntime 1", "a\ntime 2", true },
        { "global ignored text counts too", new() { IgnoreText = ["/global/"] }, "x\nglobal 1", "x\nglobal 2", false },
        { "duplicates", new() { RemoveDuplicateLines = true }, "a\nb", "a\nb\na", false },
        { "sorted", new() { SortTextAlphabetically = true }, "a\nb", "b\na", false },
        { "unsorted", new(), "a\nb", "b\na", true },
        { "extracted", new() { ExtractText = ["/price \\d+/"] }, "x\nprice 5", "y\nprice 5", false },
        { "extracted differs", new() { ExtractText = ["/price \\d+/"] }, "x\nprice 5", "x\nprice 6", true },
        { "extracted disappears", new() { ExtractText = ["/price \\d+/"] }, "x\nprice 5", "x", true },
        { "lines containing", new() { ExtractLinesContaining = ["price"] }, "x\nprice 5", "y\nprice 5", false },
        { "unique: seen line comes back", new() { CheckUniqueLines = true }, "a\nb", "b\na", false },
        { "unique: new line", new() { CheckUniqueLines = true }, "a\nb", "a\nc", true },
        { "unique: case does not count", new() { CheckUniqueLines = true }, "a\nb", "B\nA", false },
        { "only added: added", new() { FilterTextRemoved = false, FilterTextReplaced = false }, "a", "a\nb", true },
        { "only added: removed", new() { FilterTextRemoved = false, FilterTextReplaced = false }, "a\nb", "a", false },
        { "only added: replaced", new() { FilterTextRemoved = false, FilterTextReplaced = false }, "a\nb", "a\nc", false },
        { "only removed: removed", new() { FilterTextAdded = false, FilterTextReplaced = false }, "a\nb", "a", true },
        { "only removed: added", new() { FilterTextAdded = false, FilterTextReplaced = false }, "a", "a\nb", false },
        { "only replaced: replaced", new() { FilterTextAdded = false, FilterTextRemoved = false }, "a\nb", "a\nc", true },
        { "only replaced: added", new() { FilterTextAdded = false, FilterTextRemoved = false }, "a", "a\nb", false },
        { "not removed: removed", new() { FilterTextRemoved = false }, "a\nb", "a", false },
        { "not removed: replaced", new() { FilterTextRemoved = false }, "a\nb", "a\nc", true },
        { "no kind chosen means all", new() { FilterTextAdded = false, FilterTextRemoved = false, FilterTextReplaced = false }, "a", "a\nb", true },
        { "only added, and the added line ignored", new() { FilterTextRemoved = false, FilterTextReplaced = false, IgnoreText = ["b"] }, "a", "a\nb", false },
        { "only added with the trigger in the added line", new() { FilterTextRemoved = false, FilterTextReplaced = false, TriggerText = ["now"] }, "a now", "a now\nb now", true },
        { "trigger there", new() { TriggerText = ["sold"] }, "a", "b\nSOLD out", true },
        { "trigger regex there", new() { TriggerText = ["/s.ld/"] }, "a", "b\nsold", true },
        { "trigger over lines there", new() { TriggerText = ["/b.sold/s"] }, "a", "b\nsold", true },
        { "one of several triggers there", new() { TriggerText = ["nope", "sold"] }, "a", "sold", true },
        { "unwanted text not there", new() { TextShouldNotBePresent = ["sold out"] }, "a", "in stock", true },
        { "condition holds", new() { Conditions = [new("extracted_number", "<", "10")] }, "price 12", "price 9.99", true },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_rule_says_what_counts_as_a_change(string name, WatchSettings settings, string before, string after, bool isChange)
    {
        var watch = new AWatchHistory(settings);

        watch.Sees(before, force: true);
        var outcome = watch.Sees(after);

        Assert.True(isChange == outcome is CheckOutcome.Changed, $"{name}: {outcome}");
        Assert.IsNotType<CheckOutcome.Failed>(outcome);
    }

    // Name, rules, page, rule that blocks.
    public static TheoryData<string, WatchSettings, string, BlockingRule> Blocks { get; } = new()
    {
        { "trigger missing", new() { TriggerText = ["sold"] }, "b", BlockingRule.TriggerText },
        { "trigger regex missing", new() { TriggerText = ["/so+ld$/"] }, "sold out", BlockingRule.TriggerText },
        { "trigger only in an ignored line", new() { TriggerText = ["sold"], IgnoreText = ["sold"] }, "x\nsold", BlockingRule.TriggerText },
        { "unwanted text there", new() { TextShouldNotBePresent = ["Sold Out"] }, "now sold out", BlockingRule.TextShouldNotBePresent },
        { "unwanted regex there", new() { TextShouldNotBePresent = ["/s.ld/"] }, "now sold out", BlockingRule.TextShouldNotBePresent },
        { "unwanted text in an ignored line", new() { TextShouldNotBePresent = ["sold"], IgnoreText = ["sold"] }, "x\nsold", BlockingRule.TextShouldNotBePresent },
        { "condition fails", new() { Conditions = [new("extracted_number", "<", "10")] }, "price 12", BlockingRule.Conditions },
        { "trigger goes before conditions", new() { TriggerText = ["x"], Conditions = [new("extracted_number", "<", "10")] }, "price 12", BlockingRule.TriggerText },
        { "only added without the trigger in the added line", new() { FilterTextRemoved = false, FilterTextReplaced = false, TriggerText = ["start"] }, "start\nb", BlockingRule.TriggerText },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_blocking_rule_is_named(string name, WatchSettings settings, string page, BlockingRule rule)
    {
        var watch = new AWatchHistory(settings);
        watch.Sees("start", force: true);

        var outcome = Assert.IsType<CheckOutcome.Blocked>(watch.Sees(page));

        Assert.True(rule == outcome.Rule, name);
        Assert.NotEmpty(outcome.Detail);
    }

    [Fact]
    public void A_change_counts_once_its_block_is_gone_even_when_the_page_did_not_change_meanwhile()
    {
        var watch = new AWatchHistory(new WatchSettings { TextShouldNotBePresent = ["maintenance"] });
        watch.Sees("price 5", force: true);

        Assert.IsType<CheckOutcome.Blocked>(watch.Sees("price 6\nmaintenance"));
        Assert.IsType<CheckOutcome.Blocked>(watch.Sees("price 6\nmaintenance"));
        Assert.IsType<CheckOutcome.Changed>(watch.Sees("price 6"));
    }

    [Fact]
    public void A_first_page_that_is_blocked_offers_its_text_as_the_first_version()
    {
        var outcome = Assert.IsType<CheckOutcome.Blocked>(APage.Input(APage.Of("a", "text/plain"), new WatchSettings { TriggerText = ["b"] }).Judge().Outcome);

        Assert.Equal("a", outcome.Text);
    }

    [Fact]
    public void With_only_added_lines_a_line_that_went_and_came_back_counts()
    {
        var watch = new AWatchHistory(new WatchSettings { FilterTextRemoved = false, FilterTextReplaced = false });
        watch.Sees("a\nb", force: true);

        Assert.IsType<CheckOutcome.Unchanged>(watch.Sees("a"));
        var back = Assert.IsType<CheckOutcome.Changed>(watch.Sees("a\nb"));

        Assert.Equal("a\nb", back.Text);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)b")]
    [InlineData("^(\\d+)*$")]
    [InlineData("(x+x+)+y")]
    [InlineData("(?=(a+))\\1*!")]
    [InlineData("^(a|a|aa)*(?<!x)$")]
    public void An_explosive_expression_ends_within_its_time_limit(string pattern)
    {
        var page = APage.Of(new string('a', 3000) + "!\n" + new string('x', 3000) + "\n" + new string('1', 3000) + "z", "text/plain");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        foreach (var settings in new WatchSettings[] { new() { ExtractText = [$"/{pattern}/"] }, new() { IgnoreText = [$"/{pattern}/"] }, new() { TriggerText = [$"/{pattern}/"] } })
        {
            var outcome = APage.Input(page, settings).Judge().Outcome;
            Assert.True(outcome is not CheckOutcome.Failed failed || failed.Failure == CheckFailure.RuleTimedOut, outcome.ToString());
        }

        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("/a(/")]
    [InlineData("/[/")]
    [InlineData("/*/")]
    [InlineData("/(?P<x/")]
    public void An_invalid_expression_is_a_named_failure_with_its_position(string pattern)
    {
        var failure = APage.Input(APage.Of("x", "text/plain"), new WatchSettings { IgnoreText = [pattern] }).FailureOf();

        Assert.Equal(CheckFailure.InvalidFilter, failure.Failure);
        Assert.Matches("^RegEx '.*' is not a valid regular expression\\. \\(position \\d+: ", failure.Detail);
    }

    [Theory]
    [InlineData("/abc/", true)]
    [InlineData("/abc/i", true)]
    [InlineData("/abc/imsx", true)]
    [InlineData(" /abc/ ", true)]
    [InlineData("/path/to", false)]
    [InlineData("/abc", false)]
    [InlineData("//", false)]
    [InlineData("abc/", false)]
    [InlineData("a/b/c", false)]
    [InlineData("https://e.org/", false)]
    public void Only_a_pattern_between_slashes_with_known_flags_is_an_expression(string entry, bool isRegex)
    {
        Assert.Equal(isRegex, TextPattern.Parse(entry).IsRegex);
    }
}
