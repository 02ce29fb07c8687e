using ChangeDetection.Core.Access;
using Microsoft.AspNetCore.Authorization;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Asks for a role.</summary>
/// <param name="Role">The least one; null for what the request needs: looking is for everybody who is let in, changing and seeing secrets for editors.</param>
internal sealed record RoleRequirement(AccessRole? Role) : IAuthorizationRequirement
{
    /// <summary>The least role for a request.</summary>
    public AccessRole For(HttpRequest request) =>
        Role ?? (IsLook(request.Method) && !request.Query.ContainsKey("secrets") ? AccessRole.Viewer : AccessRole.Editor);

    private static bool IsLook(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
