using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Feeds;

/// <summary>The addresses in a feed, as whoever asked for it sees this installation.</summary>
/// <param name="Root">The address of the list of watches, with a slash at its end.</param>
/// <param name="Self">The address of the feed.</param>
internal sealed record FeedAddress(string Root, string Self)
{
    /// <summary>The addresses as a request shows them.</summary>
    public static FeedAddress Of(HttpRequest request)
    {
        var root = $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
        return new FeedAddress($"{root}/", $"{root}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}");
    }

    /// <summary>The address of a feed below the installation's root, with the token that opens it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="place">Which feed: empty for all watches, <c>tag/ID</c> or <c>watch/ID</c>.</param>
    public static string Below(string token, string place = "") => $"rss{(place.Length == 0 ? "" : "/")}{place}?token={token}";

    /// <summary>The page of a watch's newest difference.</summary>
    public string History(Watch watch) => $"{Root}watches/{watch.Id}/history";

    /// <summary>The page of the difference between a version and the one before.</summary>
    public string History(Watch watch, int version) => $"{History(watch)}?from={version - 1}&to={version}";
}
