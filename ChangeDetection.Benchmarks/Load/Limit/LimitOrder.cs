using ChangeDetection.Benchmarks.Load.Origin;

namespace ChangeDetection.Benchmarks.Load.Limit;

/// <summary>What the bare client is to fetch.</summary>
/// <param name="Kind">What it does with each page.</param>
/// <param name="Place">Where the pages are.</param>
/// <param name="Watches">How many pages.</param>
/// <param name="Concurrency">How many at once.</param>
internal sealed record LimitOrder(LimitKind Kind, OriginPlace Place, int Watches, int Concurrency);
