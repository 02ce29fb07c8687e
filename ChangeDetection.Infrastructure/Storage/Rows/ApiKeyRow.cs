namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>A named key of the REST API.</summary>
internal sealed class ApiKeyRow
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public int Role { get; init; }
    public required string Hash { get; init; }

    /// <summary>The key's first characters, by which people know it again.</summary>
    public required string Hint { get; init; }

    public long CreatedAt { get; init; }
    public long? UsedAt { get; set; }
}
