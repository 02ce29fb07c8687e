using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChangeDetection.Api.Reference.V1;

/// <summary>JSON as YAML: blocks for what has members or items, and every text in quotes, so that none can be taken for anything else.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a value, with a line end.</summary>
    public static string Of(JsonObject value)
    {
        var text = new StringBuilder();
        foreach (var (name, member) in value)
            Write(text, "", $"{Key(name)}:", member);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string indent, string lead, JsonNode? value)
    {
        text.Append(indent).Append(lead);
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                text.Append('\n');
                foreach (var (name, member) in members)
                    Write(text, indent + "  ", $"{Key(name)}:", member);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (var item in items)
                    Write(text, indent + "  ", "-", item);
                break;
            default:
                text.Append(' ').Append(value?.ToJsonString(Relaxed) ?? "null").Append('\n');
                break;
        }
    }

    private static string Key(string name) => Plain().IsMatch(name) ? name : JsonSerializer.Serialize(name, Relaxed);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Plain();
}
