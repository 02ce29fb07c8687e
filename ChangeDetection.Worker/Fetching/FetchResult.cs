using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Worker.Fetching;

/// <summary>What came of a fetch: a page, whatever its status, the word that it is not modified, or a named failure.</summary>
internal abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>How long the site asked to be left alone; null when it did not.</summary>
    public TimeSpan? HostPause { get; init; }

    public sealed record Page(PageContent Content, PageFacts Facts) : FetchResult
    {
        public PageValidators? Validators { get; init; }
    }

    public sealed record NotModified(PageFacts Facts, PageValidators Validators) : FetchResult;

    public sealed record Failed(CheckFailure Failure, string Detail) : FetchResult
    {
        /// <summary>The status of the answer, when one came.</summary>
        public int? Status { get; init; }

        /// <summary>Whether it may be over in a moment, so that asking again is worth it.</summary>
        public bool IsPassing { get; init; }

        public CheckOutcome ToOutcome() => new CheckOutcome.Failed(Failure, Detail);
    }
}
