using ChangeDetection.Infrastructure.Storage.Access;

namespace ChangeDetection.Api.Security.Sharing;

/// <summary>A link by which anybody can read a difference, without its secret.</summary>
/// <param name="Id">By which it is deleted.</param>
/// <param name="From">The older version.</param>
/// <param name="To">The newer version.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops to work; null when it does not.</param>
public sealed record ShareView(Guid Id, int From, int To, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    internal static ShareView Of(Share share) => new(share.Id, share.From, share.To, share.CreatedAt, share.ExpiresAt);
}
