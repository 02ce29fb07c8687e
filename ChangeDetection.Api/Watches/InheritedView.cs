using System.Text.Json;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>A setting that groups have a say in.</summary>
/// <param name="Value">What holds for the watch.</param>
/// <param name="Groups">The identities of the groups it comes from.</param>
public sealed record InheritedView(JsonElement Value, IReadOnlyList<string> Groups)
{
    /// <summary>The settings of a watch that come from groups, by the field's name.</summary>
    public static IReadOnlyDictionary<string, InheritedView> From(Watch watch, IReadOnlyList<WatchGroup> groups, bool withSecrets)
    {
        var (settings, sources) = EffectiveSettings.WithSources(watch.Url, watch.Settings, groups);
        if (sources.Count == 0)
            return new Dictionary<string, InheritedView>();
        if (!withSecrets)
            settings = settings with { Headers = settings.Headers.ToDictionary(header => header.Key, header => HeaderLines.Shown(header.Key, header.Value)) };
        using var document = JsonDocument.Parse(WatchSettingsJson.Write(settings));
        return sources.ToDictionary(
            source => FieldName.Of(source.Key),
            source => new InheritedView(document.RootElement.GetProperty(source.Key).Clone(), source.Value));
    }
}
