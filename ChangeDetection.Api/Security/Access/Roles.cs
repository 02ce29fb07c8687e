using ChangeDetection.Core.Access;

namespace ChangeDetection.Api.Security.Access;

/// <summary>The names of roles, and of the policies that ask for them.</summary>
internal static class Roles
{
    public const string Viewer = "viewer";
    public const string Editor = "editor";
    public const string Admin = "admin";

    /// <summary>The names, from the least role on.</summary>
    public static readonly IReadOnlyList<string> Names = [Viewer, Editor, Admin];

    /// <summary>The role of that name; null when there is none.</summary>
    public static AccessRole? Find(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        "VIEWER" or "READ" => AccessRole.Viewer,
        "EDITOR" or "WRITE" => AccessRole.Editor,
        "ADMIN" => AccessRole.Admin,
        _ => null,
    };

    /// <summary>The name of a role.</summary>
    public static string NameOf(AccessRole role) => role switch { AccessRole.Admin => Admin, AccessRole.Editor => Editor, _ => Viewer };

    /// <summary>The scope of a key that opens what the role opens.</summary>
    public static string ScopeOf(AccessRole role) => role switch { AccessRole.Admin => "admin", AccessRole.Editor => "write", _ => "read" };
}
