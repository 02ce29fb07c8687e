using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>The actions that v1 clients ask for in the query of a GET, at most one a request, in this order. Unknown values ask for nothing.</summary>
internal sealed record WatchActions
{
    public string? Recheck { get; init; }

    public string? Paused { get; init; }

    public string? Muted { get; init; }

    public required WatchCatalog Catalog { get; init; }

    public required CheckRequests Requests { get; init; }

    /// <summary>Does what is asked; false when nothing is.</summary>
    public async Task<bool> TryRunAsync(WatchId id, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Recheck))
            await Requests.RequestAsync([id], CheckPriority.Manual, cancellationToken);
        else if (Paused is "paused" or "unpaused")
            await Catalog.SetPausedAsync(id, Paused == "paused", cancellationToken);
        else if (Muted is "muted" or "unmuted")
            await Catalog.SetMutedAsync(id, Muted == "muted", cancellationToken);
        else
            return false;
        return true;
    }
}
