namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>When the next check of a host may start; there is a row only for a host that makes others wait. Times are epoch milliseconds.</summary>
internal sealed class HostRow
{
    public required string Host { get; init; }

    /// <summary>The end of the gap after the last start.</summary>
    public long GapUntil { get; set; }

    /// <summary>Until when the host itself asked to be left alone.</summary>
    public long HeldUntil { get; set; }
}
