using System.Text;
using BenchmarkDotNet.Attributes;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Watches;
using ChangeDetection.Worker.Extracting;

namespace ChangeDetection.Benchmarks;

/// <summary>A whole check of a JSON answer, by kind of filter; jq is the real program in its own process.</summary>
[MemoryDiagnoser]
public class JsonFilterBenchmarks
{
    private CheckInput _input = null!;

    /// <summary>The answer's size in bytes.</summary>
    [Params(20_000, 200_000, 2_000_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var items = Enumerable.Range(0, Size / 80).Select(number => $$"""{"id":{{number}},"name":"Item number {{number}}","price":{{number % 100}}.50,"tags":["a","b"]}""");
        var body = Encoding.UTF8.GetBytes($$"""{"items":[{{string.Join(',', items)}}]}""");
        _input = new CheckInput
        {
            Content = new PageContent(body, "application/json", 200, new Uri("http://localhost/items")),
            Settings = new WatchSettings(),
            Jq = new JqProcess(),
        };
    }

    [Benchmark(Baseline = true)]
    public PageVerdict Unfiltered() => PageJudge.Judge(_input);

    [Benchmark]
    public PageVerdict JsonPath() => With("json:$.items[*].name");

    [Benchmark]
    public PageVerdict Jq() => With("jq:.items[].name");

    private PageVerdict With(string filter) => PageJudge.Judge(_input with { Settings = new WatchSettings { IncludeFilters = [filter] } });
}
