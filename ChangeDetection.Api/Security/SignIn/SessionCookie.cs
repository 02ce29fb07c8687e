namespace ChangeDetection.Api.Security.SignIn;

/// <summary>The cookie by which a browser shows its session. Behind TLS its name has the prefix that keeps other hosts of the domain from planting one.</summary>
internal static class SessionCookie
{
    private const string PlainName = "changedetection";
    private const string SecureName = "__Host-changedetection";

    /// <summary>What the browser shows, or null.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[NameFor(request)] is { Length: > 0 } token ? token : null;

    /// <summary>Has the browser show the session from now on.</summary>
    /// <param name="context">The request that is answered.</param>
    /// <param name="token">What it shows.</param>
    /// <param name="lasts">Beyond the end of the browser; null when it ends with it.</param>
    public static void Set(HttpContext context, string token, TimeSpan? lasts)
    {
        var options = Options(context.Request);
        options.MaxAge = lasts;
        context.Response.Cookies.Append(NameFor(context.Request), token, options);
    }

    /// <summary>Has the browser forget it.</summary>
    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request));

    private static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpRequest request) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
