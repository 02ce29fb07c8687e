using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>A group of watches. A watch names the groups it belongs to in <see cref="WatchSettings.Tags"/>, or its address fits a group's pattern.</summary>
/// <param name="Id">The identity, a UUID as v1 knows it.</param>
/// <param name="Title">What people call it; unique, whatever its case.</param>
/// <param name="TimeBetweenCheck">How often pages of the group are checked that have no interval of their own; null follows the global interval.</param>
public sealed record WatchGroup(string Id, string Title, CheckInterval? TimeBetweenCheck = null)
{
    /// <summary>When the group was made, in epoch seconds; null when not known.</summary>
    public long? CreatedAt { get; init; }

    /// <summary>Whether the group's own notification settings are out of use.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Whether the group's price and stock rules replace those of its watches.</summary>
    public bool OverridesWatch { get; init; }

    /// <summary>Addresses of watches that belong to the group without being told so, see <see cref="GroupPattern"/>; null for none.</summary>
    public string? UrlMatchPattern { get; init; }

    /// <summary>The colour lists show the group in, such as <c>#4f8ef7</c>; null for the usual one.</summary>
    public string? Colour { get; init; }

    /// <summary>What the group sets for its watches, see <see cref="EffectiveSettings"/>.</summary>
    [JsonConverter(typeof(GroupSettingsConverter))]
    public WatchSettings Settings { get; init; } = new();

    /// <summary>The interval for watches that have none of their own; null follows the global one.</summary>
    [JsonIgnore]
    public CheckInterval? Interval => TimeBetweenCheck ?? (Settings.TimeBetweenCheckUseDefault ? null : Settings.TimeBetweenCheck);

    /// <summary>Whether a person or program means this group: by its identity, or by its title whatever the case.</summary>
    public bool IsCalled(string name) => Id == name || string.Equals(Title, name.Trim(), StringComparison.OrdinalIgnoreCase);
}
