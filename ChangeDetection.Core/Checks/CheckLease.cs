using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Checks;

/// <summary>The right to check a watch once. The result is stored only while the fence still holds.</summary>
/// <param name="Watch">The watch as it was when the lease was given.</param>
/// <param name="Fence">The fencing token: any later lease, edit, pause or deletion raises it and so voids this lease.</param>
/// <param name="Job">The order that led to the lease.</param>
/// <param name="StartedAt">When the lease was given; the version's time stamp if one is stored.</param>
public sealed record CheckLease(Watch Watch, long Fence, CheckWatch Job, DateTimeOffset StartedAt)
{
    /// <summary>The settings of the installation when the lease was given; the defaults when the stored ones are damaged.</summary>
    public GlobalSettings Global { get; init; } = new();

    /// <summary>What is wrong with the settings of the installation; null when nothing is.</summary>
    public string? GlobalDamage { get; init; }

    /// <summary>Whether a worker died with this watch in hand before, so that no two of the kind run side by side.</summary>
    public bool IsSuspect { get; init; }
}
