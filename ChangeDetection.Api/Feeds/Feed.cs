namespace ChangeDetection.Api.Feeds;

/// <summary>What a feed tells. The differences themselves are read while it is written, one after the other.</summary>
/// <param name="Id">A URI that stays the same as long as the feed means the same.</param>
/// <param name="Title">What readers call it.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Page">The page people open for it.</param>
/// <param name="Self">Its own address, token and all.</param>
/// <param name="Entries">The changes, newest first.</param>
internal sealed record Feed(string Id, string Title, string Description, string Page, string Self, IReadOnlyList<FeedEntry> Entries)
{
    /// <summary>When the newest change was found; null when there is none.</summary>
    public DateTimeOffset? UpdatedAt => Entries.Count == 0 ? null : Entries.Max(entry => entry.At);
}
