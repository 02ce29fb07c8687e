using ChangeDetection.Core.Access;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>A key of the REST API with a name and a scope; the key itself is shown once, when it is made.</summary>
/// <param name="Id">By which it is deleted.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it opens.</param>
/// <param name="Hint">Its first characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UsedAt">Its last use, within a minute; null when it was never used.</param>
public sealed record NamedKey(Guid Id, string Name, AccessRole Role, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>The most keys of an installation.</summary>
    public const int Most = 200;
}
