using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Tags;

/// <summary>Lays a judged body over a group: each field that is there replaces the whole value, those that are not stay.</summary>
internal static class TagBody
{
    private const string Colour = "tag_colour";

    /// <summary>The first thing wrong with a body beyond the shape of its fields, or null.</summary>
    public static string? ProblemIn(JsonElement body)
    {
        var unknown = body.EnumerateObject().Select(member => member.Name).Where(name => !TagSchema.IsWritable(name) && !WatchFields.IsIgnored(name)).ToList();
        if (unknown.Count > 0)
            return V1Messages.UnknownFields(unknown);
        if (body.TryGetProperty("title", out var title) && string.IsNullOrWhiteSpace(title.GetString()))
            return V1Messages.BadTagTitle;
        if (body.TryGetProperty(Colour, out var colour) && colour.ValueKind is JsonValueKind.String && colour.GetString() is { Length: > 0 } text && !GroupColour.IsWellFormed(text))
            return V1Messages.BadColour;
        return WatchRules.ProblemWithNotificationUrls(body);
    }

    /// <summary>The group with the fields of the body.</summary>
    public static WatchGroup Apply(WatchGroup group, JsonElement body)
    {
        var settings = new WatchDraft { Url = "", Settings = group.Settings }.WithFields(body, name => WatchSchema.IsWritable(name) && name is not ("title" or "url")).Settings;
        group = group with { Settings = settings };
        foreach (var member in body.EnumerateObject())
            group = Take(group, member.Name, member.Value);
        return group;
    }

    private static WatchGroup Take(WatchGroup group, string name, JsonElement value) => name switch
    {
        "title" => group with { Title = value.GetString()!.Trim() },
        "notification_muted" => group with { IsMuted = value.GetBoolean() },
        "overrides_watch" => group with { OverridesWatch = value.ValueKind is JsonValueKind.True },
        "url_match_pattern" => group with { UrlMatchPattern = TextOf(value) },
        Colour => group with { Colour = TextOf(value) },
        _ => group,
    };

    private static string? TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
