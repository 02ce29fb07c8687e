namespace ChangeDetection.Core.Access;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Id">Never given twice.</param>
/// <param name="Name">What they type to sign in, compared without regard to case.</param>
/// <param name="Role">What they may do.</param>
public sealed record User(Guid Id, string Name, AccessRole Role)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>Whether they have a password of ours.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether the environment sets their password, so that the pages cannot.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>Who they are to the identity provider; null for those who are unknown to it.</summary>
    public string? Subject { get; init; }

    /// <summary>When they were added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they last signed in; null when they never did.</summary>
    public DateTimeOffset? SignedInAt { get; init; }
}
