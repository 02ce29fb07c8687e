using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Infrastructure.Storage.Live;

namespace ChangeDetection.Api.V1.Status;

/// <summary>The state of the system in the v1 API.</summary>
internal static class V1StatusEndpoints
{
    private static readonly string Version = typeof(V1StatusEndpoints).Assembly.GetName().Version!.ToString(3);

    public static void MapStatus(this IEndpointRouteBuilder v1)
    {
        // Made now, so that it counts from the start and not from the first question.
        v1.ServiceProvider.GetRequiredService<Uptime>();
        v1.MapGet("/systeminfo", GetSystemInfo);
    }

    /// <summary>Counts, uptime and what is late.</summary>
    internal static async Task<V1Answer> GetSystemInfo(ChangeFeed feed, OverdueWatches overdue, Uptime uptime, CancellationToken cancellationToken)
    {
        var totals = await feed.ReadTotalsAsync(cancellationToken);
        var late = await overdue.ListAsync(cancellationToken);
        return V1Answer.Of(StatusCodes.Status200OK, new V1SystemView(totals.Queued, late, uptime.Elapsed.TotalSeconds, totals.Watches, Version));
    }
}
