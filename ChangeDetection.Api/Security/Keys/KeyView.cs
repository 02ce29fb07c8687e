using ChangeDetection.Api.Security.Access;
using ChangeDetection.Infrastructure.Storage.Access;

namespace ChangeDetection.Api.Security.Keys;

/// <summary>A named key of the REST API, without the key.</summary>
/// <param name="Id">By which it is deleted.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>.</param>
/// <param name="Hint">Its first characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UsedAt">Its last use, within a minute; null when it was never used.</param>
public sealed record KeyView(Guid Id, string Name, string Scope, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt)
{
    internal static KeyView From(NamedKey key) => new(key.Id, key.Name, Roles.ScopeOf(key.Role), key.Hint, key.CreatedAt, key.UsedAt);
}
