using ChangeDetection.Core.Access;
using Microsoft.AspNetCore.Authorization;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Asks for a role.</summary>
/// <param name="Role">The least one; null for what the method needs: looking is for everybody who is let in, changing for editors.</param>
internal sealed record RoleRequirement(AccessRole? Role) : IAuthorizationRequirement
{
    /// <summary>The least role for a request.</summary>
    public AccessRole For(HttpRequest request) =>
        Role ?? (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) ? AccessRole.Viewer : AccessRole.Editor);
}
