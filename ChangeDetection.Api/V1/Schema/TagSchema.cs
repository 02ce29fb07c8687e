namespace ChangeDetection.Api.V1.Schema;

/// <summary>The fields of a tag that a client may write: those of a watch, and a few of its own.</summary>
internal static class TagSchema
{
    private static readonly Dictionary<string, Rule> Fields = new(WatchSchema.Rules, StringComparer.Ordinal)
    {
        ["title"] = new TextRule(5000),
        ["overrides_watch"] = new BooleanRule(allowsNull: true),
        ["url_match_pattern"] = new TextRule(500, allowsNull: true),
        ["tag_colour"] = new TextRule(100, allowsNull: true),
    };

    /// <summary>The body of a create. Fields without a rule are refused later, in another shape.</summary>
    public static ObjectRule Create { get; } = new(Fields) { Required = ["title"], AllowsOthers = true };

    /// <summary>The body of an edit. Fields without a rule are refused later, in another shape.</summary>
    public static ObjectRule Edit { get; } = new(Fields) { AllowsOthers = true };

    /// <summary>Whether a client may write the field.</summary>
    public static bool IsWritable(string field) => Fields.ContainsKey(field);
}
