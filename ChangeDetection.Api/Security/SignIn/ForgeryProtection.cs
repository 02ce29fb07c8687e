using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Live;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.V1;
using Microsoft.AspNetCore.Antiforgery;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Refuses requests that change something, come with means that a browser brings along by itself, and lack the token that only our own pages know. Forms of people who are not signed in yet have one too.</summary>
internal static class ForgeryProtection
{
    public const string HeaderName = "x-csrf-token";
    public const string FieldName = "csrf";

    private const string CookieName = "changedetection-forms";

    public static IServiceCollection AddForgeryProtection(this IServiceCollection services) => services.AddAntiforgery(options =>
    {
        (options.HeaderName, options.FormFieldName, options.SuppressXFrameOptionsHeader) = (HeaderName, FieldName, true);
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    });

    public static IApplicationBuilder UseForgeryProtection(this IApplicationBuilder app)
    {
        var antiforgery = app.ApplicationServices.GetRequiredService<IAntiforgery>();
        return app.Use(async (context, next) =>
        {
            if (!NeedsToken(context) || await HasTokenAsync(context, antiforgery))
                await next(context);
            else
                await ErrorAnswers.WriteAsync(context, StatusCodes.Status400BadRequest, "The page is out of date. Reload it and try again; nothing was changed.");
        });
    }

    private static bool NeedsToken(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return false;
        if (IsForm(request.Path))
            return true;
        // The v1 API knows keys alone; the live connection is judged by its origin.
        return Visitor.Of(context.User) is { ComesByItself: true } && !request.Path.StartsWithSegments(V1Registration.BasePath) && !request.Path.StartsWithSegments(LiveRegistration.Path);
    }

    private static bool IsForm(PathString path) => path.StartsWithSegments(SignInPaths.SignIn) || path.StartsWithSegments(SignInPaths.Setup);

    // A body is read only where a form can be: an upload without the header is refused unread.
    private static async Task<bool> HasTokenAsync(HttpContext context, IAntiforgery antiforgery) =>
        (context.Request.Headers.ContainsKey(HeaderName) || !context.Request.Path.StartsWithSegments("/api")) && await antiforgery.IsRequestValidAsync(context);
}
