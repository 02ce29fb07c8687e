using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Import;

/// <summary>Many watches from a list of addresses, in the v1 API (peer behaviour, section 1.14).</summary>
internal static class V1ImportEndpoints
{
    private const int Many = 20;
    private const int LargestPart = 500;

    public static void MapImport(this IEndpointRouteBuilder v1) => v1.MapPost("/import", Import).WithMetadata(V1Body.Limit);

    /// <summary>
    /// Makes a watch of every line. A bad one refuses all. The answer comes when all are stored, although clients are told of the
    /// background from twenty on: an answer means committed.
    /// </summary>
    internal static async Task<V1Answer> Import(
        HttpRequest request, string? tag, string? dedupe, WatchCreation creation, WatchCatalog catalog, GlobalSettingsStore settings, WatchUrlRules rules, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (ImportFields.Read(request.Query, out var problem) is not { } fields)
            return Bad(problem!);
        var isDedupe = true;
        if (!string.IsNullOrEmpty(dedupe) && !TruthText.TryRead(dedupe, out isDedupe))
            return Bad(V1Messages.NoBoolean("dedupe", dedupe));
        AddQuery(fields, request.Query);
        var template = JsonSerializer.SerializeToElement(fields);
        if (WatchRules.ProblemWithNotificationUrls(template) is { } target)
            return Bad(V1Messages.BadNotificationUrls(target));
        if (WatchRules.ProblemIn(template, (await settings.ReadAsync(cancellationToken)).ExtraProxies) is { } refused)
            return Bad(refused);
        var urls = await LinesAsync(request, cancellationToken);
        if (urls.FirstOrDefault(url => !V1Url.TryParse(url, rules, out _)) is { } bad)
            return Bad(V1Messages.BadUrlInImport(bad));
        if (isDedupe)
            urls = await WithoutKnownAsync(urls, catalog, cancellationToken);
        if (await creation.LimitProblemAsync(urls.Count, cancellationToken) is { } reached)
            return V1Answer.Of(StatusCodes.Status429TooManyRequests, reached);
        var draft = new WatchDraft { Url = "" }.WithKnownFields(template);
        if (WatchRules.ProblemWithRules(template, draft.Settings, clock) is { } broken)
            return Bad(broken);
        return await CreateAsync(urls, await creation.JoinAsync(draft, WatchCreation.Titles(tag), cancellationToken), catalog, cancellationToken);
    }

    private static async Task<V1Answer> CreateAsync(IReadOnlyList<string> urls, WatchDraft draft, WatchCatalog catalog, CancellationToken cancellationToken)
    {
        var made = new List<string>(urls.Count);
        foreach (var part in urls.Chunk(LargestPart))
        {
            var drafts = part.Select(url => V1Url.TryParse(url, out var address) ? draft with { Url = address.Text } : throw new InvalidOperationException("The address was not judged.")).ToList();
            made.AddRange((await catalog.CreateAsync(drafts, cancellationToken)).Select(watch => watch.Id.ToString()));
        }

        return urls.Count < Many
            ? V1Answer.Of(StatusCodes.Status200OK, made)
            : V1Answer.Of(StatusCodes.Status202Accepted, new Dictionary<string, object> { ["status"] = V1Messages.Importing(urls.Count), ["count"] = urls.Count });
    }

    private static void AddQuery(JsonObject fields, IQueryCollection query)
    {
        if (query.TryGetValue("proxy", out var proxy) && !string.IsNullOrEmpty(proxy))
            fields["proxy"] = proxy.ToString();
        if (query.TryGetValue("tag_uuids", out var tags))
            fields["tags"] = new JsonArray([.. WatchCreation.Titles(tags).Select(id => (JsonNode)id)]);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    // Compared with what is there alone, not within the list, as clients know it.
    private static async Task<IReadOnlyList<string>> WithoutKnownAsync(IReadOnlyList<string> urls, WatchCatalog catalog, CancellationToken cancellationToken)
    {
        var known = (await catalog.ListAsync(cancellationToken)).Select(watch => watch.Url).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. urls.Where(url => !known.Contains(V1Url.TryParse(url, out var address) ? address.Text : url))];
    }

    private static V1Answer Bad(string problem) => V1Answer.Of(StatusCodes.Status400BadRequest, problem);
}
