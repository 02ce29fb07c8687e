using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Feeds;

/// <summary>One change of one watch.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="At">When the newer version was found, in whole seconds.</param>
/// <param name="Title">The heading in a reader's list.</param>
/// <param name="Page">The page that shows the difference.</param>
/// <param name="Categories">The titles of the watch's groups.</param>
internal sealed record FeedEntry(Watch Watch, DateTimeOffset At, string Title, string Page, IReadOnlyList<string> Categories)
{
    /// <summary>The identity, as readers of the compatible feeds know it (peer behaviour, section 8.6).</summary>
    public string Guid => $"{Watch.Id}/{At.ToUnixTimeSeconds()}";

    /// <summary>The identity as a URI, which Atom wants.</summary>
    public string Uri => $"urn:uuid:{Watch.Id}#{At.ToUnixTimeSeconds()}";
}
