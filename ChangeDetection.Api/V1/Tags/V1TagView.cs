using System.Text.Json.Nodes;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Tags;

/// <summary>A tag as v1 clients know it: a watch without an address and without what checks find, and a few fields of its own.</summary>
internal static class V1TagView
{
    /// <summary>The tag with every field.</summary>
    public static JsonObject Of(WatchGroup group)
    {
        var view = V1WatchView.Settings(group.Settings);
        view["uuid"] = group.Id;
        view["title"] = group.Title;
        view["url"] = "";
        view["tag"] = "";
        view["paused"] = false;
        view["date_created"] = group.CreatedAt;
        view["notification_muted"] = group.IsMuted;
        view["overrides_watch"] = group.OverridesWatch;
        view["url_match_pattern"] = group.UrlMatchPattern;
        view["tag_colour"] = group.Colour;
        return view;
    }

    /// <summary>The tag in the list of all.</summary>
    public static JsonObject Short(WatchGroup group) => new()
    {
        ["date_created"] = group.CreatedAt,
        ["notification_muted"] = group.IsMuted,
        ["title"] = group.Title,
        ["uuid"] = group.Id,
    };
}
