using Microsoft.AspNetCore.Authorization;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Whether a visitor has the role that is asked for.</summary>
internal sealed class RoleJudge : AuthorizationHandler<RoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.Resource is HttpContext http && (IsNothingThere(http) || (Visitor.Of(context.User) is { } visitor && visitor.Role >= requirement.For(http.Request))))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <summary>Whether the address or its method does not exist, which anybody may be told.</summary>
    private static bool IsNothingThere(HttpContext context) => context.GetEndpoint() is not RouteEndpoint;
}
