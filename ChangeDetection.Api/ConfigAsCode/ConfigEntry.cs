using System.Text.Json.Nodes;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>A group or a watch as a document wants it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Path">Where it stands, such as <c>watches[2]</c>.</param>
/// <param name="Fields">Every field: those named, and the others as usual.</param>
/// <param name="Stored">What the installation has under the key; null when it has nothing.</param>
/// <param name="Changes">The fields that become others; empty for one that is made or stays.</param>
internal sealed record ConfigEntry(string Key, string Path, JsonObject Fields, ConfigItem? Stored, IReadOnlyList<ConfigFieldChange> Changes)
{
    /// <summary>The names of the fields that are to be judged: what is stored already is not refused.</summary>
    public IReadOnlyList<string> Judged => Stored is null ? [.. Fields.Select(one => one.Key)] : [.. Changes.Select(change => change.Field)];
}
