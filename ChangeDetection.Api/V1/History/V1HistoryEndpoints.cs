using System.Globalization;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.History;

/// <summary>The stored versions of the v1 API.</summary>
internal static class V1HistoryEndpoints
{
    private const string Latest = "latest";

    public static void MapHistory(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/watch/{uuid:watch}/history", ListVersions);
        v1.MapGet("/watch/{uuid:watch}/history/{timestamp}", GetVersion);
    }

    /// <summary>The versions of a watch, oldest first: epoch seconds, and the path at which the version is read.</summary>
    internal static async Task<V1Answer> ListVersions(WatchReference uuid, WatchCatalog catalog, SnapshotArchive archive, CancellationToken cancellationToken)
    {
        if (await FindAsync(uuid, catalog, cancellationToken) is not { } id)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoWatch(uuid.Text));
        var versions = await archive.ListAsync(id, cancellationToken);
        return V1Answer.Of(StatusCodes.Status200OK, versions.Select(KeyOf).ToDictionary(key => key, key => $"{V1Registration.BasePath}/watch/{id}/history/{key}"));
    }

    /// <summary>The text of a version.</summary>
    internal static async Task<IResult> GetVersion(
        WatchReference uuid, string timestamp, string? html, WatchCatalog catalog, SnapshotArchive archive, CancellationToken cancellationToken)
    {
        if (await FindAsync(uuid, catalog, cancellationToken) is not { } id)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoWatch(uuid.Text));
        if (await archive.ListAsync(id, cancellationToken) is not [.., var newest] versions)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoHistory(id));
        var version = timestamp == Latest ? newest : versions.FirstOrDefault(version => KeyOf(version) == timestamp);
        if (version is null || (string.IsNullOrEmpty(html) ? await archive.ReadAsync(id, version.Number, cancellationToken) : "") is not { } text)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoVersion(timestamp));
        return string.IsNullOrEmpty(html) ? new V1Text(StatusCodes.Status200OK, text) : new V1Text(StatusCodes.Status404NotFound, V1Messages.NoHtml);
    }

    private static async Task<WatchId?> FindAsync(WatchReference reference, WatchCatalog catalog, CancellationToken cancellationToken) =>
        reference.Id is { } id ? (await catalog.FindAsync(id, cancellationToken))?.Id : null;

    private static string KeyOf(Snapshot version) => version.TakenAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
