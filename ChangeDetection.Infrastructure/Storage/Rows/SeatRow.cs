namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>A duty that one process at a time has. Whoever watches it judges by its own stopwatch whether the beats still move.</summary>
internal sealed class SeatRow
{
    public required string Name { get; init; }
    public string? Owner { get; set; }

    /// <summary>Raised with every change of the owner.</summary>
    public long Token { get; set; }

    public long Beats { get; set; }
}
