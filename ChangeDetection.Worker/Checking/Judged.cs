using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Worker.Fetching;

namespace ChangeDetection.Worker.Checking;

/// <summary>What came of fetching and judging, before it is stored.</summary>
internal sealed record Judged(CheckOutcome Outcome, PageFacts Facts, FetchFacts Fetch)
{
    public PageVerdict? Verdict { get; private init; }

    /// <summary>The page, when one came that could be judged.</summary>
    public PageContent? Page { get; private init; }

    public static Judged Of(PageVerdict verdict, FetchResult.Page page) =>
        new(verdict.Outcome, page.Facts with { Title = verdict.Title }, FactsOf(page, verdict.IsSkipped ? CheckPath.SameBytes : CheckPath.Judged)) { Verdict = verdict, Page = page.Content };

    public static Judged Of(PageVerdict verdict, FetchResult.NotModified same)
    {
        var fetch = new FetchFacts { Status = 304, Bytes = 0, Path = CheckPath.NotModified, Validators = same.Validators, HostPause = same.HostPause };
        return new Judged(verdict.Outcome, same.Facts, fetch) { Verdict = verdict };
    }

    public static Judged Broken(FetchResult.Page page) => new(
        new CheckOutcome.Failed(CheckFailure.Internal, "The page could not be processed; the log of the worker says why."), page.Facts, FactsOf(page, CheckPath.Judged));

    public static Judged Not(FetchResult.Failed failed) =>
        new(failed.ToOutcome(), new PageFacts(), new FetchFacts { Status = failed.Status, HostPause = failed.HostPause });

    private static FetchFacts FactsOf(FetchResult.Page page, CheckPath path) => new()
    {
        Status = page.Content.StatusCode,
        Bytes = page.Content.Bytes.Length,
        Path = path,
        Validators = page.Validators,
        HostPause = page.HostPause,
    };
}
