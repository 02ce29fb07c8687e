using System.Threading.RateLimiting;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Security.SignIn;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Live;

/// <summary>How many requests that last as long as somebody looks are open from one address at a time: live connections and event streams together.</summary>
internal static class LiveLimits
{
    /// <summary>The policy of endpoints whose requests count.</summary>
    public const string Lasting = "lasting";

    private const string RetryAfterSeconds = "10";

    public static IServiceCollection AddLiveLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Lasting, PlaceOf);
            limiter.OnRejected = RefuseAsync;
        });
        return services;
    }

    private static RateLimitPartition<string> PlaceOf(HttpContext context)
    {
        // What an open connection sends by requests of their own is a matter of moments.
        if (HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method))
            return RateLimitPartition.GetNoLimiter("");
        var most = context.RequestServices.GetRequiredService<IOptions<LiveOptions>>().Value.MostFromOneAddress;
        return RateLimitPartition.GetConcurrencyLimiter(
            AttemptLimits.PlaceOf(context.Connection.RemoteIpAddress), _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        refused.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        await ErrorAnswers.WriteAsync(
            refused.HttpContext, StatusCodes.Status429TooManyRequests,
            "Too many live connections are open from this address. Close some; if a proxy stands before the server, have it tell the addresses of its visitors (USE_X_SETTINGS).");
    }
}
