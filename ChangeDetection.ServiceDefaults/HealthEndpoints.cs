using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.ServiceDefaults;

/// <summary>
/// <c>/health</c> says whether the process can do its work, <c>/alive</c> whether it runs at all.
/// Anybody may ask, in every environment, so the answer is one word and, when something is wrong, the names of the failing checks:
/// <c>Healthy</c>, <c>Degraded: redis</c> (both with status 200) or <c>Unhealthy: storage</c> (503). Never a description or an exception.
/// </summary>
public static class HealthEndpoints
{
    internal const string Health = "/health";
    internal const string Alive = "/alive";
    internal const string LiveTag = "live";

    /// <summary>Maps both.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(Health, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks(Alive, new HealthCheckOptions { ResponseWriter = WriteAsync, Predicate = check => check.Tags.Contains(LiveTag) }).AllowAnonymous();
        return app;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var failing = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => entry.Key).Order(StringComparer.Ordinal);
        var names = string.Join(", ", failing);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(names.Length == 0 ? $"{report.Status}" : $"{report.Status}: {names}", context.RequestAborted);
    }
}
