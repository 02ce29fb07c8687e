using System.Diagnostics;
using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Comparing;

public sealed class DifferenceTests
{
    // Older, newer, options, text form.
    public static TheoryData<string, string, DifferenceOptions, string> Told { get; } = new()
    {
        { "a", "a", new(), "" },
        { "a\nb", "a\nc", new(), "(changed) b\n(into) c" },
        { "a", "a\nb", new(), "(added) b" },
        { "a\nb", "a", new(), "(removed) b" },
        { "", "a", new(), "(added) a" },
        { "a", "", new(), "(removed) a" },
        { "a\nb\nc", "a\nx\ny\nc", new(), "(changed) b\n(into) x\n(into) y" },
        { "a\nb\nc", "b\nc\nd", new(), "(removed) a\n(added) d" },
        { "a\nb", "a\nc", new() { IncludesSame = true }, "a\n(changed) b\n(into) c" },
        { "a\nb", "a\nc", new() { HasMarkers = false }, "b\nc" },
        { "a\nb", "a\nc", new() { IncludesReplaced = false }, "" },
        { "a", "a\nb", new() { IncludesAdded = false }, "" },
        { "a\nb", "a", new() { IncludesRemoved = false }, "" },
        { "a\nb", "A\nb", new() { IgnoresCase = true }, "" },
        { "a  b", "a b ", new() { IgnoresWhitespace = true }, "" },
        { "a b", "ab", new() { IgnoresWhitespace = true }, "(changed) a b\n(into) ab" },
        { "1\n2\n3\n4\n5\n6\n7", "1\n2\n3\nx\n5\n6\n7", new() { ContextLines = 1 }, "3\n(changed) 4\n(into) x\n5" },
        { "1\n2\n3\n4\n5", "1\n2\n3\n4\n5\n6", new() { ContextLines = 2 }, "4\n5\n(added) 6" },
        { "price 50 now", "price 75 now", new() { ByWord = true }, "price (removed) 50(added) 75 now" },
        { "price 50 now", "price 75 now", new() { ByWord = true, HasMarkers = false }, "price 5075 now" },
        { "one", "two", new() { ByWord = true }, "(changed) one\n(into) two" },
        { "price 50", "price 55", new() { ByCharacter = true }, "price 5(removed) 0(added) 5" },
        { "a b", "a  b", new() { ByWord = true, IgnoresWhitespace = true }, "" },
        { "a b\nx", "a c\ny", new() { ByWord = true }, "(changed) a b\n(changed) x\n(into) a c\n(into) y" },
        { "a <b>x</b> c", "a <i>x</i> c", new() { ByWord = true }, "a (removed) <b>(added) <i>x(removed) </b>(added) </i> c" },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void A_difference_is_told_in_words(string older, string newer, DifferenceOptions options, string text)
    {
        Assert.Equal(text, DifferenceText.Of(older, newer, DifferenceFormat.Text, options));
    }

    [Theory]
    [InlineData(DifferenceFormat.Html, "(changed) a &amp; b<br>\n(into) &lt;script&gt;")]
    [InlineData(DifferenceFormat.Markdown, "<del>a &amp; b</del>\n**&lt;script&gt;**")]
    [InlineData(DifferenceFormat.PlaceMarkers, "@changed_PLACEMARKER_OPENa & b@changed_PLACEMARKER_CLOSED\n@changed_into_PLACEMARKER_OPEN<script>@changed_into_PLACEMARKER_CLOSED")]
    [InlineData(DifferenceFormat.HtmlColor, "<span style=\"background-color: #fadad7; color: #b30000;\" role=\"note\" aria-label=\"Changed text\" title=\"Changed text\">a &amp; b</span><br>\n<span style=\"background-color: #eaf2c2; color: #406619;\" role=\"note\" aria-label=\"Changed into\" title=\"Changed into\">&lt;script&gt;</span>")]
    public void A_difference_is_marked_and_escaped_for_its_format(DifferenceFormat format, string text)
    {
        Assert.Equal(text, DifferenceText.Of("a & b", "<script>", format));
    }

    [Theory]
    [InlineData(DifferenceFormat.HtmlColor, "<span style=\"background-color: #fadad7; color: #b30000;\" role=\"deletion\" aria-label=\"Removed text\" title=\"Removed text\">b</span>", "a\nb", "a")]
    [InlineData(DifferenceFormat.HtmlColor, "<span style=\"background-color: #eaf2c2; color: #406619;\" role=\"insertion\" aria-label=\"Added text\" title=\"Added text\">b</span>", "a", "a\nb")]
    [InlineData(DifferenceFormat.Markdown, "<del>b</del>", "a\nb", "a")]
    [InlineData(DifferenceFormat.Markdown, "**\\*b\\_c\\[d\\]\\`**", "a", "a\n*b_c[d]`")]
    public void Removed_and_added_lines_have_their_own_marks(DifferenceFormat format, string text, string older, string newer)
    {
        Assert.Equal(text, DifferenceText.Of(older, newer, format));
    }

    [Fact]
    public void A_page_cannot_forge_markup_with_place_marker_words()
    {
        var html = DifferenceText.Of("a", "a\n@added_PLACEMARKER_OPEN<b>x</b>@added_PLACEMARKER_CLOSED", DifferenceFormat.HtmlColor);

        Assert.Contains("@added_PLACEMARKER_OPEN&lt;b&gt;", html);
    }

    [Fact]
    public void Replaced_lines_are_paired_and_told_apart_inside()
    {
        var replaced = Assert.IsType<LineChange.Replaced>(Assert.Single(TextDifference.Between("price 50\nx", "price 75").Changes));

        var spans = Assert.Single(replaced.Spans());

        Assert.Equal([new(DifferenceKind.Same, "price "), new(DifferenceKind.Removed, "50"), new(DifferenceKind.Added, "75")], spans);
    }

    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", 0)]
    [InlineData("a\nb", "c\nd", 100)]
    [InlineData("a\nb\nc\nd", "a\nb\nc\nx", 25)]
    public void The_amount_of_change_is_the_share_of_lines_that_differ(string older, string newer, double percent)
    {
        Assert.Equal(percent, ChangeAmount.Of(TextDifference.Between(older, newer)).Percent);
    }

    [Fact]
    public void A_difference_applied_to_the_older_text_gives_the_newer()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 3000; round++)
        {
            var (older, newer) = (RandomText(random), RandomText(random));
            var changes = TextDifference.Between(older, newer).Changes;
            Assert.Equal(newer, string.Join('\n', changes.SelectMany(Newer)));
            Assert.Equal(older, string.Join('\n', changes.SelectMany(Older)));
            var spans = InlineDifference.Between(older, newer, byCharacter: round % 2 == 0);
            Assert.Equal(newer, string.Concat(spans.Where(span => span.Kind != DifferenceKind.Removed).Select(span => span.Text)));
            Assert.Equal(older, string.Concat(spans.Where(span => span.Kind != DifferenceKind.Added).Select(span => span.Text)));
        }
    }

    [Fact]
    public void A_difference_of_equal_lines_is_as_small_as_can_be()
    {
        var random = new Random(20260102);
        for (var round = 0; round < 500; round++)
        {
            // Two letters only: nothing is unique, so Myers' algorithm has to find it.
            var (older, newer) = (RandomText(random, 2, 12), RandomText(random, 2, 12));
            var amount = ChangeAmount.Of(TextDifference.Between(older, newer));
            Assert.Equal(LongestCommon(older.Split('\n'), newer.Split('\n')), amount.LinesSame);
        }
    }

    [Fact]
    public void The_patch_program_accepts_the_patches()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/patch"), "The program patch is not installed.");
        using var folder = new TemporaryDirectory();
        var random = new Random(20260103);
        for (var round = 0; round < 60; round++)
        {
            var (older, newer) = (RandomText(random), RandomText(random) + (round % 2 == 0 ? "\n" : ""));
            var patch = UnifiedPatch.Between(older, newer, "before", "after");
            if (patch == UnifiedPatch.NoDifferences)
                continue;
            var file = Path.Combine(folder.Path, "page.txt");
            File.WriteAllText(file, older);
            File.WriteAllText(Path.Combine(folder.Path, "change.patch"), patch);
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/patch", ["-s", "-f", "page.txt", "change.patch"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output + patch);
            Assert.Equal(newer, File.Exists(file) ? File.ReadAllText(file) : "");
        }
    }

    [Fact]
    public void Equal_texts_have_no_patch()
    {
        Assert.Equal("(no differences)\n", UnifiedPatch.Between("a", "a", "x", "y"));
    }

    [Theory]
    [InlineData("totally different", 0)]
    [InlineData("every line differs a little", 1)]
    [InlineData("the same few lines in another order", 2)]
    public void Two_texts_of_ten_megabytes_are_compared_in_bounded_time(string name, int shape)
    {
        var (older, newer) = (Large(shape, 1), Large(shape, 2));
        var clock = Stopwatch.StartNew();

        var difference = TextDifference.Between(older, newer);

        Assert.True(clock.Elapsed < Eventually.Soon, $"{name}: {clock.Elapsed}");
        Assert.Equal(newer, string.Join('\n', difference.Changes.SelectMany(Newer)));
    }

    private static string Large(int shape, int seed)
    {
        var random = new Random(seed);
        return string.Join('\n', Enumerable.Range(0, 130_000).Select(n => shape switch
        {
            0 => $"line {seed} of {n} {random.Next()} with some more words to make it longer, so that it is long",
            1 => $"line {n} of a page with some more words to make it longer, so that it is long {seed}",
            _ => $"line {random.Next(40)} of a page with some more words to make it longer, so that it is long indeed",
        }));
    }

    private static IEnumerable<string> Newer(LineChange change) => change switch
    {
        LineChange.Same same => [same.Text],
        LineChange.Added added => [added.Text],
        LineChange.Replaced replaced => replaced.Newer,
        _ => [],
    };

    private static IEnumerable<string> Older(LineChange change) => change switch
    {
        LineChange.Same same => [same.Older],
        LineChange.Removed removed => [removed.Text],
        LineChange.Replaced replaced => replaced.Older,
        _ => [],
    };

    private static string RandomText(Random random, int letters = 8, int most = 40) =>
        string.Join('\n', Enumerable.Range(0, random.Next(1, most)).Select(_ => ((char)('a' + random.Next(letters))).ToString()));

    private static int LongestCommon(string[] one, string[] other)
    {
        var lengths = new int[one.Length + 1, other.Length + 1];
        for (var n = 1; n <= one.Length; n++)
        {
            for (var m = 1; m <= other.Length; m++)
                lengths[n, m] = one[n - 1] == other[m - 1] ? lengths[n - 1, m - 1] + 1 : Math.Max(lengths[n - 1, m], lengths[n, m - 1]);
        }

        return lengths[one.Length, other.Length];
    }
}
