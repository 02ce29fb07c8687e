using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Extraction.Html;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class CorpusTests
{
    private const string TextBrowser = "/usr/bin/w3m";

    [Fact]
    public void The_quick_reader_and_the_document_reader_give_the_same_text_for_every_page()
    {
        var quick = 0;
        foreach (var file in DebianPages.Files())
        {
            var page = File.ReadAllText(file).ReplaceLineEndings("\n");
            if (!QuickHtml.TryRead(page, showLinks: false, out var text, out var title))
                continue;
            quick++;
            var (expected, expectedTitle) = DomTexts.Of(page);
            Assert.True(expected == text, $"{file}\n{FirstDifference(expected, text)}");
            Assert.Equal(expectedTitle, title ?? "");
        }

        Assert.True(quick > DebianPages.Files().Count * 9 / 10, $"Only {quick} of {DebianPages.Files().Count} pages were read quickly.");
    }

    [Fact]
    public void No_visible_word_of_any_page_is_lost_and_every_run_gives_the_same()
    {
        Assert.SkipUnless(File.Exists(TextBrowser), "The package w3m is not installed; CI installs it.");
        var files = DebianPages.Files();
        var lost = new List<string>();
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, file =>
        {
            var content = APage.Of(File.ReadAllBytes(file), null);
            var text = APage.Input(content).TextOf();
            var again = APage.Input(content).TextOf();
            var missing = MissingWords(Dump(file), text);
            lock (lost)
            {
                if (text != again)
                    lost.Add($"{file}: two runs differ");
                if (missing.Count > 0)
                    lost.Add($"{file}: {string.Join(' ', missing.Take(20))}");
            }
        });
        Assert.True(lost.Count == 0, $"{lost.Count} of {files.Count} pages:\n" + string.Join('\n', lost.Take(20)));
    }

    // Compared by letters and digits only: the text browser breaks lines, draws rules and numbers lists in its own way.
    private static List<string> MissingWords(string expected, string actual)
    {
        var known = Words(actual).ToHashSet();
        var all = string.Concat(Words(actual));
        return [.. Words(expected).Where(word => !known.Contains(word) && !all.Contains(word, StringComparison.Ordinal)).Distinct()];
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune);
                continue;
            }

            if (word.Length > 0)
                yield return word.ToString();
            word.Clear();
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static string Dump(string file)
    {
        var start = new ProcessStartInfo(TextBrowser) { RedirectStandardInput = true, StandardInputEncoding = new UTF8Encoding(false), RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        // Wide, so that no word is broken; images without their names, which are not text of the page.
        foreach (var argument in new[] { "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "2000", "-o", "display_image=false", "-o", "ignore_null_img_alt=true", "-o", "display_ins_del=0" })
            start.ArgumentList.Add(argument);
        using var browser = Process.Start(start)!;
        // The text that stands for an image is not the page's text here.
        browser.StandardInput.Write(Regex.Replace(File.ReadAllText(file), "<img[^>]*>", ""));
        browser.StandardInput.Close();
        var text = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return text;
    }

    private static string FirstDifference(string expected, string actual)
    {
        var at = expected.AsSpan().CommonPrefixLength(actual);
        string Around(string text) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];
        return string.Create(CultureInfo.InvariantCulture, $"at {at}\nexpected: {Around(expected)}\nactual:   {Around(actual)}");
    }
}
