namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>The shapes in which the product is measured.</summary>
internal enum SystemShape
{
    /// <summary>Everything in one process.</summary>
    One,

    /// <summary>An Api and Workers joined by Redis.</summary>
    Distributed,
}
