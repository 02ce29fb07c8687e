namespace ChangeDetection.Api.Security;

/// <summary>Tells browsers to run nothing that is not ours (decision D5): no inline script or style, no framing, no guessing of types, nothing kept that did not say it may be.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        // Other sites never learn more than nothing; with HIDE_REFERER our own pages neither.
        var referrer = app.ApplicationServices.GetRequiredService<IConfiguration>().GetValue("HIDE_REFERER", false) ? "no-referrer" : "same-origin";
        return app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = referrer;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            context.Response.OnStarting(KeepOutOfCaches, headers);
            return next(context);
        });
    }

    // What says nothing about caches may hold what only its reader should have.
    private static Task KeepOutOfCaches(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
