using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Worker.Fetching;

/// <summary>What came of a fetch: a page, whatever its status, or a named failure.</summary>
internal abstract record FetchResult
{
    private FetchResult()
    {
    }

    public sealed record Page(PageContent Content, PageFacts Facts) : FetchResult;

    public sealed record Failed(CheckFailure Failure, string Detail) : FetchResult
    {
        public CheckOutcome ToOutcome() => new CheckOutcome.Failed(Failure, Detail);
    }
}
