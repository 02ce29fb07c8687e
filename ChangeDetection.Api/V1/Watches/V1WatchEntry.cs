using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>A watch in the list.</summary>
/// <param name="LastChanged">Epoch seconds, or 0 with fewer than two versions.</param>
/// <param name="LastChecked">Epoch seconds, or 0 before the first check.</param>
/// <param name="LastError">False, or what went wrong.</param>
/// <param name="Link">The address as it is fetched.</param>
/// <param name="PageTitle">The page's own title.</param>
/// <param name="Tags">The groups it is in.</param>
/// <param name="Title">The person's label.</param>
/// <param name="Url">The address.</param>
/// <param name="Viewed">Whether somebody looked at the newest version.</param>
internal sealed record V1WatchEntry(
    long LastChanged, long LastChecked, object LastError, string Link, string? PageTitle, IReadOnlyList<string> Tags, string? Title, string Url, bool Viewed)
{
    public static V1WatchEntry Of(Watch watch, IReadOnlyList<WatchGroup> groups)
    {
        var facts = WatchFacts.Of(watch);
        return new V1WatchEntry(
            facts.LastChanged, facts.LastChecked, (object?)watch.State.LastError ?? false, facts.Link, watch.State.PageTitle,
            GroupMembership.Join(watch.Url, watch.Settings, groups).Tags, watch.Settings.Title, watch.Url, facts.IsViewed);
    }
}
