namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>A browser that is signed in.</summary>
internal sealed class SessionRow
{
    /// <summary>The hash of what the browser shows; who reads the store cannot sign in with it.</summary>
    public required string Id { get; init; }

    public required Guid UserId { get; init; }
    public long CreatedAt { get; init; }
    public long SeenAt { get; set; }
    public long ExpiresAt { get; set; }

    /// <summary>Milliseconds without a request after which it ends.</summary>
    public long Idle { get; init; }

    public string? Address { get; init; }
    public string? Agent { get; init; }
}
