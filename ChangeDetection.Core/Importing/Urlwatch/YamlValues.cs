using YamlDotNet.RepresentationModel;

namespace ChangeDetection.Core.Importing.Urlwatch;

/// <summary>Reads fields of a YAML mapping without caring for their exact type.</summary>
internal static class YamlValues
{
    /// <summary>The node of a field; null when it is not there.</summary>
    public static YamlNode? Field(this YamlMappingNode mapping, string name) =>
        mapping.Children.FirstOrDefault(field => field.Key is YamlScalarNode { Value: { } key } && key == name).Value;

    /// <summary>The text of a field; null when it is not there, is null, or is no scalar.</summary>
    public static string? Text(this YamlMappingNode mapping, string name) => mapping.Field(name)?.Text();

    /// <summary>The text of a scalar; null for anything else, and for what YAML takes for null.</summary>
    public static string? Text(this YamlNode node) =>
        node is YamlScalarNode { Value: { } text } scalar && (scalar.Style != YamlDotNet.Core.ScalarStyle.Plain || text is not ("" or "~" or "null")) ? text : null;

    /// <summary>Whether a field is true or false in YAML's words; null when it is neither or not there.</summary>
    public static bool? Answer(this YamlMappingNode mapping, string name) => mapping.Text(name)?.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => null,
    };

    /// <summary>The names of a mapping and their texts; empty when the field is no mapping.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this YamlMappingNode mapping, string name)
    {
        if (mapping.Field(name) is not YamlMappingNode pairs)
            yield break;
        foreach (var (key, value) in pairs.Children)
        {
            if (key.Text() is { } field)
                yield return new(field, value.Text() ?? "");
        }
    }
}
