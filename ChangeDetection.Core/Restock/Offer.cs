namespace ChangeDetection.Core.Restock;

/// <summary>What a shop page offers.</summary>
/// <param name="Price">The price, or null when the page names none.</param>
/// <param name="Currency">The currency's three letters, or null.</param>
/// <param name="Availability">The availability as the page words it, or null.</param>
/// <param name="IsInStock">Whether it can be bought; null when the page does not say.</param>
public sealed record Offer(decimal? Price, string? Currency, string? Availability, bool? IsInStock)
{
    /// <summary>The price of the last real change, against which a change in percent is measured; null before the first.</summary>
    public decimal? ReferencePrice { get; init; }
}
