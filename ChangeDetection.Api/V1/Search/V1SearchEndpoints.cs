using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Search;

/// <summary>The search of the v1 API (peer behaviour, section 1.13).</summary>
internal static class V1SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder v1) => v1.MapGet("/search", Search);

    /// <summary>The watches whose title, address or error is this text, or contains it; whatever the case.</summary>
    internal static async Task<V1Answer> Search(string? q, string? tag, string? partial, WatchCatalog catalog, GroupCatalog groups, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(q))
            return V1Answer.Problem(StatusCodes.Status400BadRequest, V1Messages.NoSearchText);
        var (isPartial, text) = (false, q.Trim());
        if (!string.IsNullOrEmpty(partial) && !TruthText.TryRead(partial, out isPartial))
            return V1Answer.Problem(StatusCodes.Status400BadRequest, V1Messages.NoBoolean("partial", partial));
        var watches = await catalog.ListAsync(cancellationToken);
        if (!string.IsNullOrWhiteSpace(tag))
        {
            var group = (await groups.ListAsync(cancellationToken)).FirstOrDefault(group => string.Equals(group.Title, tag.Trim(), StringComparison.OrdinalIgnoreCase));
            if (group is null)
                return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoTagCalled(tag));
            watches = [.. watches.Where(watch => watch.Settings.Tags.Contains(group.Id, StringComparer.OrdinalIgnoreCase))];
        }

        var found = watches.Where(watch => Fits(watch.Settings.Title) || Fits(watch.Url) || Fits(watch.State.LastError));
        return V1Answer.Of(StatusCodes.Status200OK, found.ToDictionary(watch => watch.Id.ToString(), V1SearchEntry.Of));

        bool Fits(string? value) => value is not null
            && (isPartial ? value.Contains(text, StringComparison.OrdinalIgnoreCase) : value.Equals(text, StringComparison.OrdinalIgnoreCase));
    }
}
