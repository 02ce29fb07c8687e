namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>One stored version of a watch's text.</summary>
internal sealed class SnapshotRow
{
    public Guid WatchId { get; init; }

    /// <summary>1 for the first version, then without gaps.</summary>
    public int Number { get; init; }

    /// <summary>Epoch seconds, unique within a watch: the key v1 clients know the version by.</summary>
    public long TakenAt { get; init; }

    public required byte[] ContentHash { get; init; }
    public required string Checksum { get; init; }

    /// <summary>The price a shop page named, else null.</summary>
    public decimal? Price { get; init; }
}
