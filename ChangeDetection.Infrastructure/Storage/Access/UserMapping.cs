using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Rows;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>Between the row of a user and the user.</summary>
internal static class UserMapping
{
    public static User ToUser(this UserRow row) => new(row.Id, row.Name, RoleOf(row.Role))
    {
        HasPassword = row.PasswordHash is not null,
        IsConfigured = row.IsConfigured,
        Subject = row.Subject,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        SignedInAt = MomentOf(row.SignedInAt),
    };

    /// <summary>A number that means no role, as in a damaged row, gives the least.</summary>
    public static AccessRole RoleOf(int number) => Enum.IsDefined((AccessRole)number) ? (AccessRole)number : AccessRole.Viewer;

    public static DateTimeOffset? MomentOf(long? milliseconds) => milliseconds is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : null;

    public static string KeyOf(string name) => name.Trim().ToUpperInvariant();
}
