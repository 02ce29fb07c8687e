using System.Globalization;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Filtering;

namespace ChangeDetection.Core.Restock;

/// <summary>Judges a shop page by its price and stock instead of its text.</summary>
internal static class RestockJudge
{
    /// <summary>Judges the page.</summary>
    /// <exception cref="FilterException">The page has several prices, or cannot be read.</exception>
    public static PageVerdict Judge(CheckInput input, PageReader reader)
    {
        var settings = RestockSettings.Of(input.Settings);
        var dom = reader.ReadDom();
        var title = dom.Document.Title is { Length: > 0 } name ? name : null;
        if (OfferReader.Read(dom, settings) is not { } now)
            return new PageVerdict(new CheckOutcome.Failed(CheckFailure.NoOffer, FailureTexts.NoOffer(input.Content.StatusCode)), title);
        var text = TextOf(now);
        var checksum = TextChecksum.Of(text, input.Global.IgnoreWhitespace);
        var before = input.Baseline.Offer;
        var isFirst = input.Baseline.PreviousChecksum is null;
        var counts = isFirst || (before is not null && RestockRules.Counts(before, now, settings, LowestRecent(input, settings)));
        var reference = counts || before is null ? now.Price ?? before?.ReferencePrice : before.ReferencePrice ?? before.Price;
        return new PageVerdict(counts ? new CheckOutcome.Changed(text, checksum) : new CheckOutcome.Unchanged(checksum), title)
        {
            Offer = now with { ReferencePrice = reference },
        };
    }

    /// <summary>The version of a shop page.</summary>
    internal static string TextOf(Offer offer) => string.Create(
        CultureInfo.InvariantCulture,
        $"In Stock: {(offer.IsInStock == true ? "True" : "False")} - Price: {(offer.Price is { } price ? price.ToString("0.########", CultureInfo.InvariantCulture) : "None")}");

    private static decimal? LowestRecent(CheckInput input, RestockSettings settings)
    {
        if (settings.NewLowDays is not { } days || input.History is not { } history)
            return null;
        var prices = history.PricesSince(input.Clock.GetUtcNow().AddDays(-days)).Select(point => point.Price).ToList();
        return prices.Count == 0 ? null : prices.Min();
    }
}
