using ChangeDetection.Api.Pages.SignIn;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.SingleSignOn;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Signing in and out, and the first user. These pages work without scripts.</summary>
internal static class SignInEndpoints
{
    /// <summary>The routes.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").ExcludeFromDescription().AllowAnonymous();
        open.MapGet(SignInPaths.SignIn, Show);
        open.MapPost(SignInPaths.SignIn, SignIn);
        open.MapGet(SignInPaths.SingleSignOn, SingleSignOn);
        open.MapGet(SignInPaths.Setup, ShowSetup);
        open.MapPost(SignInPaths.Setup, SetUp);
        routes.MapPost(SignInPaths.SignOut, SignOut).ExcludeFromDescription().RequireAuthorization(Roles.Viewer);
    }

    /// <summary>The form to sign in; whoever is signed in already goes on.</summary>
    internal static async Task<IResult> Show(HttpContext context, OpenAccess open, SingleSignOnSettings singleSignOn)
    {
        var back = ReturnAddress.Read(context.Request.Query["return"]);
        if (Visitor.Of(context.User) is { Means: not Means.Key })
            return GoTo(context, back);
        if (!await open.HasDoorAsync(context.RequestAborted))
            return GoTo(context, $"setup{QueryString.Create("return", $"/{back}")}");
        return Page(back, singleSignOn, context.Request.Query["refused"] == "single-sign-on" ? "The identity provider did not let you in here." : null, StatusCodes.Status200OK);
    }

    /// <summary>Signs in.</summary>
    internal static async Task<IResult> SignIn(HttpContext context, SignInAttempts attempts, SingleSignOnSettings singleSignOn)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var back = ReturnAddress.Read(form["return"]);
        switch (await attempts.TryAsync(context, form["name"].ToString(), form["password"].ToString(), form["remember"] == "on", context.RequestAborted))
        {
            case SignInOutcome.Done:
                return GoTo(context, back);
            case SignInOutcome.TooMany refused:
                context.Response.Headers.RetryAfter = WrongKeys.SecondsOf(refused.Wait);
                return Page(back, singleSignOn, refused.Words, StatusCodes.Status429TooManyRequests);
            default:
                return Page(back, singleSignOn, "Name or password is wrong.", StatusCodes.Status401Unauthorized);
        }
    }

    /// <summary>Sends the browser to the identity provider.</summary>
    internal static IResult SingleSignOn(HttpContext context, SingleSignOnSettings singleSignOn) => singleSignOn.Provider is null
        ? Results.NotFound()
        : Results.Challenge(
            new AuthenticationProperties { RedirectUri = $"{context.Request.PathBase}/{ReturnAddress.Read(context.Request.Query["return"])}" }, [SingleSignOnRegistration.SchemeName]);

    /// <summary>Ends the session of this browser.</summary>
    internal static async Task<IResult> SignOut(HttpContext context, SessionStore sessions)
    {
        if (Visitor.Of(context.User) is { UserId: { } user, SessionId: { } session })
            await sessions.EndAsync(user, session, context.RequestAborted);
        SessionCookie.Clear(context);
        return GoTo(context, "sign-in");
    }

    /// <summary>The form that makes the first user.</summary>
    internal static async Task<IResult> ShowSetup(HttpContext context, OpenAccess open) =>
        await open.HasDoorAsync(context.RequestAborted)
            ? GoTo(context, "sign-in")
            : SetupForm(context, open, null, ReturnAddress.Read(context.Request.Query["return"]), StatusCodes.Status200OK);

    /// <summary>Makes the first user, and signs them in.</summary>
    internal static async Task<IResult> SetUp(HttpContext context, UserStore users, Passwords passwords, OpenAccess open, SetupCode code, AttemptLimits limits, SignInAttempts attempts)
    {
        if (await open.HasDoorAsync(context.RequestAborted))
            return GoTo(context, "sign-in");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (name, password, back) = (form["name"].ToString().Trim(), form["password"].ToString(), ReturnAddress.Read(form["return"]));
        if (!open.IsLocal(context) && await ProblemWithCodeAsync(context, form["code"].ToString(), code, limits) is { } wrongCode)
            return SetupForm(context, open, wrongCode, back, StatusCodes.Status403Forbidden);
        if (ProblemWith(name, password, form["again"].ToString()) is { } problem)
            return SetupForm(context, open, problem, back, StatusCodes.Status400BadRequest);
        if (await users.AddFirstAsync(name, passwords.Hash(password), context.RequestAborted) is not UserOutcome.Done)
            return GoTo(context, "sign-in");
        await attempts.TryAsync(context, name, password, isRemembered: false, context.RequestAborted);
        return GoTo(context, back);
    }

    private static string? ProblemWith(string name, string password, string again) =>
        name.Length == 0 ? "Give a name." : name.Length > User.LongestName ? $"A name has at most {User.LongestName} characters."
        : password != again ? "The two passwords differ." : Password.ProblemWith(password);

    private static async Task<string?> ProblemWithCodeAsync(HttpContext context, string given, SetupCode code, AttemptLimits limits)
    {
        var place = $"setup from {AttemptLimits.PlaceOf(context.Connection.RemoteIpAddress)}";
        if (limits.WaitOf(place, 10) is { } wait)
            return $"Too many wrong codes. Try again in {Math.Ceiling(wait.TotalMinutes):0} minutes.";
        if (Secrets.AreEqual(await code.ReadAsync(context.RequestAborted), given.Trim().ToUpperInvariant()))
            return null;
        limits.Note(place);
        return "The code is wrong. The log of the server tells the right one.";
    }

    private static RedirectHttpResult GoTo(HttpContext context, string place) => TypedResults.Redirect($"{context.Request.PathBase}/{place}");

    private static RazorComponentResult<SignInPage> Page(string back, SingleSignOnSettings singleSignOn, string? problem, int status) =>
        new(new { Return = $"/{back}", Problem = problem, Provider = singleSignOn.Provider?.Name }) { StatusCode = status };

    private static RazorComponentResult<SetupPage> SetupForm(HttpContext context, OpenAccess open, string? problem, string back, int status) =>
        new(new { Return = $"/{back}", Problem = problem, NeedsCode = !open.IsLocal(context) }) { StatusCode = status };
}
