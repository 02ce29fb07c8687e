namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>One ended check. A watch has a ring of them: a new one takes the place of the oldest, so the log never grows beyond it.</summary>
internal sealed class CheckLogRow
{
    public Guid WatchId { get; init; }
    public int Slot { get; init; }

    /// <summary>The number of the check, counted over the watch's life.</summary>
    public long Number { get; set; }

    /// <summary>When it began, in epoch milliseconds.</summary>
    public long StartedAt { get; set; }

    public long Milliseconds { get; set; }
    public int Outcome { get; set; }
    public int? Failure { get; set; }
    public int? Status { get; set; }
    public long? Bytes { get; set; }
    public int Path { get; set; }
    public int Priority { get; set; }
}
