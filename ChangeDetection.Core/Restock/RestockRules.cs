namespace ChangeDetection.Core.Restock;

/// <summary>Decides whether the step from one offer to the next counts as a change.</summary>
public static class RestockRules
{
    /// <summary>Whether the change counts.</summary>
    /// <param name="before">The offer of the check before.</param>
    /// <param name="now">The offer now.</param>
    /// <param name="settings">What counts.</param>
    /// <param name="lowestRecent">The lowest price of the last days, when the settings ask for it.</param>
    public static bool Counts(Offer before, Offer now, RestockSettings settings, decimal? lowestRecent) =>
        StockCounts(before, now, settings) || PriceCounts(before, now, settings, lowestRecent);

    private static bool StockCounts(Offer before, Offer now, RestockSettings settings) => settings.InStockProcessing switch
    {
        "all_changes" => now.IsInStock is not null && before.IsInStock != now.IsInStock,
        "in_stock_only" => now.IsInStock == true && before.IsInStock != true,
        _ => false,
    };

    private static bool PriceCounts(Offer before, Offer now, RestockSettings settings, decimal? lowestRecent)
    {
        if (!settings.FollowPriceChanges || now.Price is not { } price || price == before.Price)
            return false;
        // The bounds say which prices matter; they say nothing about the stock.
        var hasBounds = settings.PriceChangeMin is not null || settings.PriceChangeMax is not null;
        if (hasBounds && !(price < settings.PriceChangeMin || price > settings.PriceChangeMax))
            return false;
        if (settings.NewLowDays is not null && price >= (lowestRecent ?? before.Price))
            return false;
        // Against the last price that counted, so that a slow drift counts once it has gone far enough.
        return settings.PriceChangeThresholdPercent is not { } percent || (before.ReferencePrice ?? before.Price) is not { } reference || reference == 0
            || Math.Abs(price - reference) / reference * 100 > percent;
    }
}
