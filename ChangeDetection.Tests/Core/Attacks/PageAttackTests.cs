using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Attacks;

public sealed class PageAttackTests
{
    /// <summary>The cases that have a test of their own below.</summary>
    internal static IReadOnlyList<string> Alone { get; } = ["xml-011", "res-010"];

    public static TheoryData<string> Attacks { get; } = [.. PageAttacks.All.Select(attack => attack.ToString())];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_page_that_is_made_to_hurt_ends_within_its_bounds(string name)
    {
        var attack = PageAttacks.All.Single(one => one.ToString() == name);
        var input = attack.Make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var outcome = input.Judge().Outcome;

        var (time, megabytes) = (clock.Elapsed, (GC.GetAllocatedBytesForCurrentThread() - before) / 1024 / 1024);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {time.TotalMilliseconds:0} ms, {megabytes} MB, {Short(outcome)}");
        Assert.True(time < Eventually.Soon, $"{time} {Short(outcome)}");
        Assert.True(megabytes <= attack.Megabytes, $"{megabytes} MB {Short(outcome)}");
        Assert.True(outcome is CheckOutcome.Failed failed ? attack.Failures.Contains(failed.Failure) : outcome is CheckOutcome.Changed && !attack.MustFail, Short(outcome));
        if (attack.Text is not null)
            Assert.Equal(attack.Text, ((CheckOutcome.Changed)outcome).Text);
    }

    [Fact]
    public void A_script_in_a_feed_is_shown_as_text_or_not_at_all()
    {
        var text = PageAttacks.All.Single(attack => attack.Id == "xml-013").Make().TextOf();

        Assert.Contains("word", text);
        Assert.DoesNotContain("<script", DifferenceText.Of("", text, DifferenceFormat.HtmlColor, new DifferenceOptions()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_code_resolves_what_an_XML_document_names_or_reads_its_document_type()
    {
        string[] forbidden = ["XmlUrlResolver", "DtdProcessing.Parse", "XmlPreloadedResolver", "new XmlDocument(", "new XmlTextReader("];

        foreach (var file in Sources.Files("*.cs").Where(file => !Sources.Relative(file).StartsWith("ChangeDetection.Tests", StringComparison.Ordinal)))
            Assert.DoesNotContain(forbidden, File.ReadAllText(file).Contains);
    }

    [Fact]
    public void A_difference_of_everything_in_ten_megabytes_is_coarse_and_soon_there()
    {
        var older = string.Join('\n', Enumerable.Range(0, 200_000).Select(n => $"the older text's line {n} with some words to follow it"));
        var newer = string.Join('\n', Enumerable.Range(0, 200_000).Select(n => $"the newer text's line {n} with some words to follow it"));
        var clock = Stopwatch.StartNew();

        var difference = TextDifference.Between(older, newer);

        TestContext.Current.TestOutputHelper?.WriteLine($"{older.Length / 1_000_000} MB: {clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed}");
        Assert.True(difference.IsCoarse);
    }

    private static string Short(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Changed changed => $"text of {changed.Text.Length}: {changed.Text[..Math.Min(60, changed.Text.Length)].Replace('\n', '|')}",
        CheckOutcome.Failed failed => $"{failed.Failure}: {failed.Detail[..Math.Min(100, failed.Detail.Length)]}",
        _ => outcome.GetType().Name,
    };
}
