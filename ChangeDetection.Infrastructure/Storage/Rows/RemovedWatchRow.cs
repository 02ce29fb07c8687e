namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>The memory of a deleted watch, so that those who were away learn of it.</summary>
internal sealed class RemovedWatchRow
{
    public Guid WatchId { get; init; }
    public long Revision { get; set; }
    public long RemovedAt { get; init; }
}
