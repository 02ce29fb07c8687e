namespace ChangeDetection.Core.Restock;

/// <summary>A price at a moment.</summary>
/// <param name="At">When it was seen.</param>
/// <param name="Price">The price.</param>
public readonly record struct PricePoint(DateTimeOffset At, decimal Price);
