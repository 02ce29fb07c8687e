using BenchmarkDotNet.Attributes;
using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Benchmarks;

/// <summary>Comparing two versions of a page's source.</summary>
[MemoryDiagnoser]
public class DifferenceBenchmarks
{
    private string _older = "";
    private string _edited = "";
    private string _other = "";

    /// <summary>The page's size in bytes.</summary>
    [Params(20_000, 200_000, 2_000_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _older = PageDecoding.Decode(RealPages.Of(Size));
        var lines = _older.Split('\n');
        _edited = string.Join('\n', lines.Select((line, n) => n % 100 == 50 ? line + " edited" : line));
        _other = string.Join('\n', lines.Select((line, n) => $"{n} {line}"));
    }

    [Benchmark]
    public TextDifference OneLineInAHundred() => TextDifference.Between(_older, _edited);

    [Benchmark]
    public TextDifference EveryLine() => TextDifference.Between(_older, _other);

    [Benchmark]
    public string Html() => DifferenceText.Of(_older, _edited, DifferenceFormat.HtmlColor, new DifferenceOptions { ByWord = true });

    [Benchmark]
    public string Patch() => UnifiedPatch.Between(_older, _edited, "older", "newer");
}
