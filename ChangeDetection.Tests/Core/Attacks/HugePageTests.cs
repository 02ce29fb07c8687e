using System.Diagnostics;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Attacks;

public sealed class HugePageTests
{
    private const int Size = 50_000_000;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    // Shape, filter or none, what may be allocated in MB.
    public static TheoryData<string, string?, int> Pages { get; } = new()
    {
        { "paragraphs", null, 1500 },
        { "paragraphs", "p", 1500 },
        { "paragraphs", "//p", 1500 },
        { "broken markup", null, 1500 },
        { "one line of text", null, 1500 },
        { "one line without a space", null, 1500 },
        { "JSON", null, 3000 },
        { "JSON", "json:$..name", 1500 },
        { "JSON of empty lists", null, 3000 },
        { "JSON of empty lists", "json:$[5]", 1500 },
        { "XML", null, 1500 },
        { "XML", "//name", 1500 },
        { "100,000 nested", null, 1500 },
        { "100,000 nested", "div", 1500 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_50_MB_has_a_text_or_a_named_failure_within_bounds(string shape, string? filter, int megabytes)
    {
        var page = shape switch
        {
            "one line of text" or "one line without a space" => APage.Of(Make(shape), "text/plain; charset=utf-8"),
            "JSON" or "JSON of empty lists" => APage.Of(Make(shape), "application/json"),
            "XML" => APage.Of(Make(shape), "application/xml"),
            _ => APage.Of(Make(shape), "text/html; charset=utf-8"),
        };
        var input = APage.Input(page, new WatchSettings { IncludeFilters = filter is null ? [] : [filter] });
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var outcome = input.Judge().Outcome;

        var (time, allocated) = (clock.Elapsed, (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{shape}, {filter ?? "whole"}: {time.TotalMilliseconds:0} ms, {allocated} MB, {(outcome as CheckOutcome.Failed)?.Failure}");
        Assert.True(time < Bound, $"{time}");
        Assert.True(allocated <= megabytes, $"{allocated} MB");
        Assert.True(outcome is CheckOutcome.Changed or CheckOutcome.Failed { Failure: CheckFailure.TooComplex or CheckFailure.RuleTimedOut }, outcome.GetType().Name);
    }

    [Theory]
    [InlineData("prose")]
    [InlineData("one line")]
    [InlineData("short lines")]
    public void A_page_of_5_MB_against_a_totally_different_one_is_told_within_bounds(string shape)
    {
        var (older, newer) = (Text(shape, 1), Text(shape, 2));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var amount = ChangeAmount.Of(TextDifference.Between(older, newer));
        var compared = clock.Elapsed;
        var html = DifferenceText.Of(older, newer, DifferenceFormat.HtmlColor, new DifferenceOptions { ByWord = true });
        var patch = UnifiedPatch.Between(older, newer, "older", "newer");

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000_000;
        TestContext.Current.TestOutputHelper?.WriteLine($"{shape}: compared {compared.TotalMilliseconds:0} ms, told {clock.ElapsedMilliseconds} ms, {allocated} MB");
        Assert.True(clock.Elapsed < Bound, $"{clock.Elapsed}");
        Assert.True(allocated < 3000, $"{allocated} MB");
        Assert.True(amount.LinesSame < amount.LinesAdded && html.Length > 0 && patch.Length > newer.Length);
    }

    private static byte[] Make(string shape) => Encoding.UTF8.GetBytes(shape switch
    {
        "paragraphs" => $"<!DOCTYPE html><html><head><title>t</title></head><body>{Fill("<p>some <b>words</b> of a page &amp; more</p>\n")}</body></html>",
        "broken markup" => Fill("<p>some <b>words<i></b> of a</i> page & more<td>"),
        "one line of text" => Fill("some words "),
        "one line without a space" => Fill("x"),
        "JSON" => $"[{Fill("""{"name":"some words","price":12.5},""")}{{}}]",
        "JSON of empty lists" => $"[{Fill("[],")}1]",
        "XML" => $"<?xml version=\"1.0\"?><list>{Fill("<item><name>some words</name></item>")}</list>",
        _ => new StringBuilder().Insert(0, "<div>", 100_000).Append('x').ToString(),
    });

    private static string Fill(string piece) => new StringBuilder(Size).Insert(0, piece, Size / piece.Length).ToString();

    private static string Text(string shape, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(5_000_000);
        while (text.Length < 5_000_000)
            text.Append((char)('a' + random.Next(26)), random.Next(1, 8)).Append(seed).Append(shape == "one line" || (shape == "prose" && random.Next(10) > 0) ? ' ' : '\n');
        return text.ToString();
    }
}
