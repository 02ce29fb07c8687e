using System.Globalization;
using System.Text.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Restock;

/// <summary>Which changes of stock and price count; read from the v1 shape of the settings.</summary>
public sealed record RestockSettings
{
    /// <summary>Which changes of stock count: <c>in_stock_only</c>, <c>all_changes</c> or <c>off</c>.</summary>
    public string InStockProcessing { get; init; } = "in_stock_only";

    /// <summary>Whether changes of the price count.</summary>
    public bool FollowPriceChanges { get; init; } = true;

    /// <summary>A price counts when it is below this; null for any.</summary>
    public decimal? PriceChangeMin { get; init; }

    /// <summary>A price counts when it is above this; null for any.</summary>
    public decimal? PriceChangeMax { get; init; }

    /// <summary>A price counts when it differs by more than this share from the one of the last change that counted; null for any.</summary>
    public decimal? PriceChangeThresholdPercent { get; init; }

    /// <summary>A price counts only when it is lower than every price of so many days; null for any.</summary>
    public int? NewLowDays { get; init; }

    /// <summary>Where the price stands, in the language of include filters; null to use the page's embedded data.</summary>
    public string? PriceSelector { get; init; }

    /// <summary>Where the stock stands, in the language of include filters; null to use the page's embedded data.</summary>
    public string? StockSelector { get; init; }

    /// <summary>Reads the settings of a watch; older fields are used where the newer shape is absent.</summary>
    public static RestockSettings Of(WatchSettings settings)
    {
        if (settings.ProcessorConfigRestockDiff is not { ValueKind: JsonValueKind.Object } config)
        {
            return new RestockSettings
            {
                InStockProcessing = settings.InStockOnly ? "in_stock_only" : "all_changes",
                FollowPriceChanges = settings.FollowPriceChanges,
                PriceChangeThresholdPercent = Given((decimal?)settings.PriceChangeThresholdPercent),
            };
        }

        return new RestockSettings
        {
            InStockProcessing = Text(config, "in_stock_processing") ?? "in_stock_only",
            FollowPriceChanges = !config.TryGetProperty("follow_price_changes", out var follow) || follow.ValueKind != JsonValueKind.False,
            PriceChangeMin = Given(Number(config, "price_change_min")),
            PriceChangeMax = Given(Number(config, "price_change_max")),
            PriceChangeThresholdPercent = Given(Number(config, "price_change_threshold_percent")),
            NewLowDays = Given(Number(config, "price_new_low_days")) is { } days ? (int)Math.Clamp(days, 1, 3650) : null,
            PriceSelector = Text(config, "price_selector"),
            StockSelector = Text(config, "stock_selector"),
        };
    }

    // Clients send zero for "not set".
    private static decimal? Given(decimal? number) => number is null or 0 ? null : number;

    private static string? Text(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;

    private static decimal? Number(JsonElement config, string name)
    {
        if (!config.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetDecimal(out var number) ? number : null;
        return value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var text) ? text : null;
    }
}
