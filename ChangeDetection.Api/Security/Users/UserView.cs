using ChangeDetection.Api.Security.Access;
using ChangeDetection.Core.Access;

namespace ChangeDetection.Api.Security.Users;

/// <summary>A user as the pages show it.</summary>
/// <param name="Id">By which it is changed.</param>
/// <param name="Name">What they type to sign in.</param>
/// <param name="Role"><c>viewer</c>, <c>editor</c> or <c>admin</c>.</param>
/// <param name="HasPassword">Whether they can sign in by password.</param>
/// <param name="IsConfigured">Whether the environment sets the password.</param>
/// <param name="IsOfProvider">Whether the identity provider vouches for them.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="SignedInAt">When they last signed in; null when they never did.</param>
public sealed record UserView(Guid Id, string Name, string Role, bool HasPassword, bool IsConfigured, bool IsOfProvider, DateTimeOffset CreatedAt, DateTimeOffset? SignedInAt)
{
    internal static UserView From(User user) =>
        new(user.Id, user.Name, Roles.NameOf(user.Role), user.HasPassword, user.IsConfigured, user.Subject is not null, user.CreatedAt, user.SignedInAt);
}
