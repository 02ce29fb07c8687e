using ChangeDetection.Api.Live;

namespace ChangeDetection.Api.Hosting;

/// <summary>Has the host see its own address as visitors do, whatever stands between them.</summary>
internal static class ReverseProxyRegistration
{
    public static WebApplicationBuilder AddReverseProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ReverseProxySettings.Read(builder.Configuration)).AddSingleton<UpgradeAttempts>();
        return builder;
    }

    /// <summary>Comes before all that reads scheme, host or path; routes are found only after the base path is off.</summary>
    public static IApplicationBuilder UseReverseProxy(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ReverseProxySettings>();
        app.Use(ArrivedFrom.KeepAsync).Use(ArrivedHeaders.KeepAsync);
        if (settings.TrustsForwardedHeaders)
            app.UseForwardedHeaders(settings.ToForwardedHeaders()).Use(TidyPrefixAsync);
        if (settings.BasePath.HasValue)
            app.Use((context, next) => TakeBasePathOffAsync(context, settings.BasePath, next));
        return app.Use(ForbidBufferingAsync).UseRouting();
    }

    /// <summary>Proxies that know this header, nginx above all, pass live events on at once instead of gathering them.</summary>
    private static Task ForbidBufferingAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(LiveRegistration.Path))
            context.Response.Headers["X-Accel-Buffering"] = "no";
        return next(context);
    }

    /// <summary>A prefix with slashes at its ends would make every link of the pages wrong, or one to another host.</summary>
    private static Task TidyPrefixAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.PathBase.Value is { Length: > 0 } prefix)
            context.Request.PathBase = prefix.Trim('/') is { Length: > 0 } path ? new PathString($"/{path}") : PathString.Empty;
        return next(context);
    }

    /// <summary>The proxy may leave the base path on or take it off: links carry it in both cases. A prefix that a trusted proxy names goes first.</summary>
    private static Task TakeBasePathOffAsync(HttpContext context, PathString basePath, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(basePath, out var rest))
            request.Path = rest.HasValue ? rest : new PathString("/");
        if (!request.PathBase.HasValue)
            request.PathBase = basePath;
        return next(context);
    }
}
