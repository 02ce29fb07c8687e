using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>A group or a watch of the installation as a document shows it.</summary>
/// <param name="Key">By which documents name it.</param>
/// <param name="Fields">Every field, with its secrets.</param>
/// <param name="Watch">The watch; null for a group.</param>
/// <param name="Group">The group; null for a watch.</param>
internal sealed record ConfigItem(string Key, JsonObject Fields, Watch? Watch, WatchGroup? Group)
{
    /// <summary>The key it remembers; null when its key is made of what it is.</summary>
    public string? OwnKey => Watch is not null ? Watch.Settings.ConfigKey : Group?.Settings.ConfigKey;
}
