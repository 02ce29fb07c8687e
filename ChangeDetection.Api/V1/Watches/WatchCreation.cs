using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Makes a watch from a judged body. It is due at once; the scheduler finds it.</summary>
internal sealed class WatchCreation(
    WatchCatalog catalog, GroupCatalog groups, GlobalSettingsStore settings, ChangeFeed feed, IOptions<WatchLimitOptions> limit, WatchUrlRules urls, TimeProvider clock)
{
    public async Task<V1Answer> CreateAsync(JsonElement body, CancellationToken cancellationToken)
    {
        if (!V1Url.TryParse(body.GetProperty("url").GetString(), urls, out var url))
            return V1Answer.Of(StatusCodes.Status400BadRequest, V1Messages.BadUrlOnCreate);
        if (WatchRules.ProblemIn(body, (await settings.ReadAsync(cancellationToken)).ExtraProxies) is { } problem)
            return V1Answer.Of(StatusCodes.Status400BadRequest, problem);
        if (await LimitProblemAsync(1, cancellationToken) is { } reached)
            return V1Answer.Of(StatusCodes.Status429TooManyRequests, reached);
        var draft = new WatchDraft { Url = url.Text }.WithAllFields(body);
        if (WatchRules.ProblemWithRules(body, draft.Settings, clock) is { } broken)
            return V1Answer.Of(StatusCodes.Status400BadRequest, broken);
        var watch = await catalog.CreateAsync(await JoinAsync(draft, TitlesIn(body), cancellationToken), cancellationToken);
        return V1Answer.Of(StatusCodes.Status201Created, new Dictionary<string, string> { ["uuid"] = watch.Id.ToString() });
    }

    /// <summary>The draft in the groups of these titles too; those that are missing are made.</summary>
    public async Task<WatchDraft> JoinAsync(WatchDraft draft, IReadOnlyCollection<string> titles, CancellationToken cancellationToken)
    {
        if (titles.Count == 0)
            return draft;
        var joined = await groups.EnsureAsync(titles, cancellationToken);
        return draft with { Settings = draft.Settings with { Tags = [.. draft.Settings.Tags.Union(joined.Select(group => group.Id), StringComparer.OrdinalIgnoreCase)] } };
    }

    /// <summary>What to say when so many more watches would be too many; null when there is room.</summary>
    public async Task<string?> LimitProblemAsync(int more, CancellationToken cancellationToken)
    {
        if (limit.Value.Limit is not { } most)
            return null;
        var count = (await feed.ReadTotalsAsync(cancellationToken)).Watches;
        return count + more > most ? V1Messages.LimitReached(count, most) : null;
    }

    /// <summary>The titles in a text separated by commas.</summary>
    public static IReadOnlyCollection<string> Titles(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IReadOnlyCollection<string> TitlesIn(JsonElement body) =>
        body.TryGetProperty("tag", out var tag) && tag.ValueKind is JsonValueKind.String ? Titles(tag.GetString()) : [];
}
