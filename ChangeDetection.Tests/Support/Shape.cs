namespace ChangeDetection.Tests.Support;

/// <summary>The shapes the product runs in.</summary>
public enum Shape
{
    /// <summary>Everything in one process.</summary>
    OneProcess,

    /// <summary>Api and Workers joined by Redis.</summary>
    Distributed,
}
