using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Makes a watch from a judged body. It is due at once; the scheduler finds it.</summary>
internal sealed class WatchCreation(WatchCatalog catalog, ChangeFeed feed, IOptions<WatchLimitOptions> limit, TimeProvider clock)
{
    public async Task<V1Answer> CreateAsync(JsonElement body, CancellationToken cancellationToken)
    {
        if (!V1Url.TryParse(body.GetProperty("url").GetString(), out var url))
            return V1Answer.Of(StatusCodes.Status400BadRequest, V1Messages.BadUrlOnCreate);
        if (WatchRules.ProblemIn(body) is { } problem)
            return V1Answer.Of(StatusCodes.Status400BadRequest, problem);
        if (await LimitProblemAsync(cancellationToken) is { } reached)
            return V1Answer.Of(StatusCodes.Status429TooManyRequests, reached);
        var draft = new WatchDraft { Url = url.Text }.WithAllFields(body);
        if (WatchRules.ProblemWithRules(body, draft.Settings, clock) is { } broken)
            return V1Answer.Of(StatusCodes.Status400BadRequest, broken);
        var watch = await catalog.CreateAsync(draft, cancellationToken);
        return V1Answer.Of(StatusCodes.Status201Created, new Dictionary<string, string> { ["uuid"] = watch.Id.ToString() });
    }

    private async Task<string?> LimitProblemAsync(CancellationToken cancellationToken)
    {
        if (limit.Value.Limit is not { } most)
            return null;
        var count = (await feed.ReadTotalsAsync(cancellationToken)).Watches;
        return count >= most ? V1Messages.LimitReached(count, most) : null;
    }
}
