using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>A link by which anybody can read one difference; the link itself is shown once, when it is made.</summary>
/// <param name="Id">By which it is deleted.</param>
/// <param name="WatchId">The watch.</param>
/// <param name="From">The number of the older version.</param>
/// <param name="To">The number of the newer version.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops to work; null when it does not.</param>
public sealed record Share(Guid Id, WatchId WatchId, int From, int To, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>The most links of one watch.</summary>
    public const int MostPerWatch = 100;
}
