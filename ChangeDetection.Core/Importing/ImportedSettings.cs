using System.Text.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing;

/// <summary>The settings of a whole installation as an import found them.</summary>
public sealed record ImportedSettings
{
    /// <summary>What the import says; members it says nothing about have their defaults. Groups are not among them.</summary>
    public required GlobalSettings Settings { get; init; }

    /// <summary>The members of <see cref="Settings"/> that the import says something about, by their names in code.</summary>
    public required IReadOnlySet<string> Given { get; init; }

    /// <summary>What has no place in <see cref="Settings"/>, by its path such as <c>application.pager_size</c>; without the password.</summary>
    public IReadOnlyDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The settings of an installation with what the import says laid over them.</summary>
    public GlobalSettings Over(GlobalSettings present)
    {
        var members = typeof(GlobalSettings).GetProperties();
        var merged = present with { };
        foreach (var member in members.Where(member => Given.Contains(member.Name)))
            member.SetValue(merged, member.GetValue(Settings));
        return merged;
    }
}
