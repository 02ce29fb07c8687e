namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>A link by which anybody can read one difference.</summary>
internal sealed class ShareRow
{
    public required Guid Id { get; init; }
    public required string Hash { get; init; }
    public required Guid WatchId { get; init; }
    public int FromNumber { get; init; }
    public int ToNumber { get; init; }
    public long CreatedAt { get; init; }
    public long? ExpiresAt { get; init; }
}
