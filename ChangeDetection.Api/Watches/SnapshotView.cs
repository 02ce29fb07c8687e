using ChangeDetection.Infrastructure.Storage.History;

namespace ChangeDetection.Api.Watches;

/// <summary>One stored version, without its text.</summary>
/// <param name="Number">1 for the first version, then without gaps.</param>
/// <param name="TakenAt">When the check that found it began.</param>
/// <param name="Checksum">The checksum of the compared text.</param>
public sealed record SnapshotView(int Number, DateTimeOffset TakenAt, string Checksum)
{
    /// <summary>The view of a version.</summary>
    public static SnapshotView From(Snapshot snapshot) => new(snapshot.Number, snapshot.TakenAt, snapshot.Checksum);
}
