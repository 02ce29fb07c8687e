using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Search;

/// <summary>A watch that was found.</summary>
/// <param name="LastChanged">Epoch seconds, or 0 with fewer than two versions.</param>
/// <param name="LastChecked">Epoch seconds, or 0 before the first check.</param>
/// <param name="LastError">False, or what went wrong.</param>
/// <param name="Title">The person's label.</param>
/// <param name="Url">The address.</param>
/// <param name="Viewed">Whether somebody looked at the newest version.</param>
internal sealed record V1SearchEntry(long LastChanged, long LastChecked, object LastError, string? Title, string Url, bool Viewed)
{
    public static V1SearchEntry Of(Watch watch)
    {
        var facts = WatchFacts.Of(watch);
        return new V1SearchEntry(facts.LastChanged, facts.LastChecked, (object?)watch.State.LastError ?? false, watch.Settings.Title, watch.Url, facts.IsViewed);
    }
}
