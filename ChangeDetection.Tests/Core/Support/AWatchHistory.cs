using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Restock;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Tests.Core.Support;

/// <summary>A watch that is checked again and again; it keeps what a store would keep.</summary>
internal sealed class AWatchHistory(WatchSettings settings, GlobalSettings? global = null) : ICheckHistory
{
    private readonly List<string> _versions = [];
    private CheckBaseline _baseline = new();
    private string? _seen;

    public PageVerdict? Last { get; private set; }

    /// <summary>Checks a page of plain text; forced, it is the first version whatever the rules say.</summary>
    public CheckOutcome Sees(string page, bool force = false) => Checks(APage.Of(page, "text/plain"), force);

    public CheckOutcome Checks(ChangeDetection.Core.Extraction.PageContent page, bool force = false)
    {
        var input = APage.Input(page, settings, global) with { Baseline = _baseline, History = _versions.Count == 0 ? null : this };
        Last = input.Judge();
        var wasSuccess = Last.Outcome is CheckOutcome.Changed or CheckOutcome.Unchanged;
        _baseline = _baseline with { RawChecksum = Last.RawChecksum, RulesFingerprint = Last.RulesFingerprint, WasSuccess = wasSuccess, Offer = Last.Offer ?? _baseline.Offer };
        _seen = Last.SeenText ?? _seen;
        if (Last.Outcome is CheckOutcome.Changed changed)
            Keep(changed.Text, changed.Checksum);
        else if (Last.Outcome is CheckOutcome.Unchanged unchanged)
            _baseline = _baseline with { PreviousChecksum = unchanged.Checksum };
        else if (force && Last.Outcome is CheckOutcome.Blocked blocked)
            Keep(blocked.Text, "");
        return Last.Outcome;
    }

    public string? NewestText() => _versions.LastOrDefault();

    public string? LastSeenText() => _seen;

    public IEnumerable<string> Texts() => _versions;

    public IEnumerable<PricePoint> PricesSince(DateTimeOffset since) => [];

    private void Keep(string text, string checksum)
    {
        _versions.Add(text);
        _baseline = _baseline with { PreviousChecksum = checksum };
    }
}
