using System.Text.Json.Nodes;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>What applying a document does, or did. Secrets are masked.</summary>
/// <param name="Creates">What is made.</param>
/// <param name="Changes">What is changed, field by field.</param>
/// <param name="Deletes">What is deleted; only when asked to prune.</param>
/// <param name="Unchanged">How many groups and watches are already as the document says.</param>
public sealed record ConfigPlan(IReadOnlyList<ConfigTarget> Creates, IReadOnlyList<ConfigChange> Changes, IReadOnlyList<ConfigTarget> Deletes, int Unchanged)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Creates.Count + Changes.Count + Deletes.Count == 0;
}

/// <summary>What a plan is about.</summary>
/// <param name="Kind"><c>settings</c>, <c>group</c> or <c>watch</c>.</param>
/// <param name="Key">The key in the document; empty for the settings.</param>
public sealed record ConfigTarget(string Kind, string Key);

/// <summary>Something that is changed.</summary>
/// <param name="Kind"><c>settings</c>, <c>group</c> or <c>watch</c>.</param>
/// <param name="Key">The key in the document; empty for the settings.</param>
/// <param name="Fields">The fields that become others.</param>
public sealed record ConfigChange(string Kind, string Key, IReadOnlyList<ConfigFieldChange> Fields);

/// <summary>A field that becomes another.</summary>
/// <param name="Field">Its name in the document.</param>
/// <param name="Before">As it is.</param>
/// <param name="After">As it will be.</param>
public sealed record ConfigFieldChange(string Field, JsonNode? Before, JsonNode? After);
