using System.Globalization;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.History;

/// <summary>What differs between two versions, in the v1 API.</summary>
internal static class V1DifferenceEndpoints
{
    private const string Previous = "previous";
    private const string Latest = "latest";

    public static void MapDifferences(this IEndpointRouteBuilder v1) => v1.MapGet("/watch/{uuid:watch}/difference/{from}/{to}", Compare);

    /// <summary>The difference as text, HTML or Markdown. The page's own words are escaped in each.</summary>
    internal static async Task<IResult> Compare(
        WatchReference uuid, string from, string to, [AsParameters] DifferenceRequest request, WatchCatalog catalog, SnapshotArchive archive, CancellationToken cancellationToken)
    {
        if (uuid.Id is not { } id || await catalog.FindAsync(id, cancellationToken) is null)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoWatch(uuid.Text));
        var versions = await archive.ListAsync(id, cancellationToken);
        if (versions.Count == 0)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoHistory(id));
        if (from == Previous && versions.Count < 2)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.TooFewVersions);
        if ((from == Previous ? versions[^2] : Find(versions, from)) is not { } older)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NotInHistory("From", from));
        if ((to == Latest ? versions[^1] : Find(versions, to)) is not { } newer)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NotInHistory("To", to));
        var (format, options, problem) = request.Read();
        if (problem is not null)
            return V1Answer.Problem(StatusCodes.Status400BadRequest, problem);
        return new V1Text(
            StatusCodes.Status200OK,
            DifferenceText.Of(await ReadAsync(archive, id, older, cancellationToken), await ReadAsync(archive, id, newer, cancellationToken), format, options),
            format is DifferenceFormat.Html or DifferenceFormat.HtmlColor ? "text/html" : "text/plain");
    }

    private static Snapshot? Find(IReadOnlyList<Snapshot> versions, string timestamp) =>
        versions.FirstOrDefault(version => version.TakenAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) == timestamp);

    // A version that was trimmed meanwhile reads as empty.
    private static async Task<string> ReadAsync(SnapshotArchive archive, WatchId id, Snapshot version, CancellationToken cancellationToken) =>
        await archive.ReadAsync(id, version.Number, cancellationToken) ?? "";
}
