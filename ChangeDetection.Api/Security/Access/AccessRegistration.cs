using ChangeDetection.Api.Live;
using ChangeDetection.Api.Security.Keys;
using ChangeDetection.Api.Security.Sharing;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Api.Security.SingleSignOn;
using ChangeDetection.Api.Security.Users;
using ChangeDetection.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Puts into the host who may do what. What has no rule of its own is closed: looking needs a viewer, changing an editor.</summary>
internal static class AccessRegistration
{
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        builder.AddApiAccess().AddSignIn().AddSingleSignOn();
        var services = builder.Services;
        services.AddSingleton<AttemptLimits>().AddSingleton<WrongKeys>().AddSingleton<KeyAccess>().AddSingleton<OpenAccess>();
        services.AddSingleton<IAuthorizationHandler, RoleJudge>();
        services.AddAuthentication(AccessHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, AccessHandler>(AccessHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(PolicyOf(null))
            .SetDefaultPolicy(PolicyOf(null))
            .AddPolicy(Roles.Viewer, PolicyOf(AccessRole.Viewer))
            .AddPolicy(Roles.Editor, PolicyOf(AccessRole.Editor))
            .AddPolicy(Roles.Admin, PolicyOf(AccessRole.Admin));
        return builder;
    }

    /// <summary>Finds out who asks, and closes every endpoint that has no other rule. Addresses at which there is nothing are told as such to everybody.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseForgeryProtection().Use(app.ApplicationServices.GetRequiredService<ConnectionOwners>().GuardAsync);

    public static WebApplication MapAccess(this WebApplication app)
    {
        app.MapSignIn();
        app.MapUsers();
        app.MapAccount();
        app.MapKeys();
        app.MapSharing();
        return app;
    }

    private static AuthorizationPolicy PolicyOf(AccessRole? role) =>
        new AuthorizationPolicyBuilder(AccessHandler.SchemeName).AddRequirements(new RoleRequirement(role)).Build();
}
