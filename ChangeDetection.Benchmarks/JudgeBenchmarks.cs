using BenchmarkDotNet.Attributes;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Benchmarks;

/// <summary>A whole check from bytes to outcome, by kind of filter.</summary>
[MemoryDiagnoser]
public class JudgeBenchmarks
{
    private readonly NoJq _jq = new();
    private CheckInput _input = null!;
    private CheckInput _unchanged = null!;

    /// <summary>The page's size in bytes.</summary>
    [Params(20_000, 200_000, 2_000_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _input = new CheckInput { Content = RealPages.Of(Size), Settings = new WatchSettings(), Jq = _jq };
        var first = PageJudge.Judge(_input);
        var checksum = ((CheckOutcome.Changed)first.Outcome).Checksum;
        _unchanged = _input with { Baseline = new CheckBaseline { PreviousChecksum = checksum, RawChecksum = first.RawChecksum, RulesFingerprint = first.RulesFingerprint, WasSuccess = true } };
    }

    [Benchmark(Baseline = true)]
    public PageVerdict Unfiltered() => PageJudge.Judge(_input);

    [Benchmark]
    public PageVerdict UnchangedBytes() => PageJudge.Judge(_unchanged);

    [Benchmark]
    public PageVerdict Css() => With(new WatchSettings { IncludeFilters = ["div p, td"] });

    [Benchmark]
    public PageVerdict XPath1() => With(new WatchSettings { IncludeFilters = ["xpath1://div//p | //td"] });

    [Benchmark]
    public PageVerdict XPath2() => With(new WatchSettings { IncludeFilters = ["//p", "//td"] });

    [Benchmark]
    public PageVerdict Subtract() => With(new WatchSettings { SubtractiveSelectors = ["code", "//table"] });

    [Benchmark]
    public PageVerdict Rules() => With(new WatchSettings { IgnoreText = ["select", "/\\d{3,}/"], TrimTextWhitespace = true, RemoveDuplicateLines = true, TriggerText = ["/create\\s+index/"] });

    [Benchmark]
    public PageVerdict Extract() => With(new WatchSettings { ExtractText = ["/\\b[A-Z]{3,}\\b/m"] });

    private PageVerdict With(WatchSettings settings) => PageJudge.Judge(_input with { Settings = settings });

    private sealed class NoJq : IJq
    {
        public string Run(string program, string json, bool isRaw) => throw new NotSupportedException();
    }
}
