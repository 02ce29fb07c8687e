using System.Text;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Checks.Replaying;

/// <summary>Runs rules over a watch's past: which of the stored versions would have been a change?</summary>
public static class Replay
{
    private static readonly Uri Nowhere = new("about:replay");

    /// <summary>Judges versions anew, each against those before it.</summary>
    /// <param name="versions">The versions, oldest first.</param>
    /// <param name="rules">Settings and what else a check is judged by; its content, baseline and history are not used.</param>
    public static IEnumerable<ReplayedVersion> Run(IEnumerable<StoredVersion> versions, CheckInput rules)
    {
        var past = new Past();
        foreach (var version in versions)
        {
            var verdict = PageJudge.Judge(InputOf(version, rules) with { Baseline = past.Baseline, History = past.Texts.Count == 0 ? null : past });
            past.Note(version.TakenAt, verdict);
            yield return new ReplayedVersion(version.TakenAt, verdict.Outcome);
        }
    }

    // A stored text has been through filters and layout already: only the rules for text run on it.
    private static CheckInput InputOf(StoredVersion version, CheckInput rules) => version.Page is { } page
        ? rules with { Content = page }
        : rules with
        {
            Content = new PageContent(Encoding.UTF8.GetBytes(version.Text), "text/plain; charset=utf-8", 200, Nowhere),
            Settings = rules.Settings with { IncludeFilters = [], SubtractiveSelectors = [], TrackLdjsonPriceData = null },
            Global = rules.Global with { GlobalSubtractiveSelectors = [] },
            IsSource = true,
        };

    private sealed class Past : ICheckHistory
    {
        private readonly List<PricePoint> _prices = [];
        private string? _seen;

        public CheckBaseline Baseline { get; private set; } = new();

        public List<string> Texts { get; } = [];

        public void Note(DateTimeOffset at, PageVerdict verdict)
        {
            _seen = verdict.SeenText ?? _seen;
            if (verdict.Offer?.Price is { } price)
                _prices.Add(new PricePoint(at, price));
            var checksum = verdict.Outcome switch
            {
                CheckOutcome.Changed changed => changed.Checksum,
                CheckOutcome.Unchanged unchanged => unchanged.Checksum,
                _ => Baseline.PreviousChecksum,
            };
            Baseline = Baseline with { PreviousChecksum = checksum, Offer = verdict.Offer ?? Baseline.Offer };
            if (verdict.Outcome is CheckOutcome.Changed stored)
                Texts.Add(stored.Text);
            else if (verdict.Outcome is CheckOutcome.Blocked blocked && Texts.Count == 0)
                Texts.Add(blocked.Text);
        }

        public string? NewestText() => Texts.Count == 0 ? null : Texts[^1];

        public string? LastSeenText() => _seen;

        IEnumerable<string> ICheckHistory.Texts() => Texts;

        public IEnumerable<PricePoint> PricesSince(DateTimeOffset since) => _prices.Where(point => point.At >= since);
    }
}
