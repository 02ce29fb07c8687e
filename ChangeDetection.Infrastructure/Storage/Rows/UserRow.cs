namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>Somebody who can sign in.</summary>
internal sealed class UserRow
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The name in capitals: no two may have the same.</summary>
    public required string NameKey { get; set; }

    public int Role { get; set; }
    public string? PasswordHash { get; set; }
    public bool IsConfigured { get; set; }

    /// <summary>Issuer and subject of the identity provider.</summary>
    public string? Subject { get; set; }

    public long CreatedAt { get; init; }
    public long? SignedInAt { get; set; }
}
