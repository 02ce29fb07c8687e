using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>Finds the secret texts of a document of settings.</summary>
internal static class SecretTexts
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document with every secret text replaced, empty ones too.</summary>
    /// <param name="document">The document as JSON.</param>
    /// <param name="replace">Gives what stands at a place from the place and what stood there. Places are paths that name entries of lists by what people call them.</param>
    /// <exception cref="JsonException">It is no JSON, or names a member twice.</exception>
    public static string Replace(string document, Func<string, string, string> replace)
    {
        try
        {
            var root = JsonNode.Parse(document);
            Walk(root, "", isSecret: false, replace);
            return root?.ToJsonString(Options) ?? document;
        }
        catch (ArgumentException twice)
        {
            throw new JsonException("A member stands there twice.", twice);
        }
    }

    private static void Walk(JsonNode? node, string path, bool isSecret, Func<string, string, string> replace)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, member) in members.ToList())
            {
                var (place, secret) = (path.Length == 0 ? name : $"{path}.{name}", isSecret || SecretMembers.IsSecret(name));
                if (secret && TextOf(member) is { } text)
                    members[name] = replace(place, text);
                else
                    Walk(member, place, secret, replace);
            }
        }
        else if (node is JsonArray entries)
        {
            for (var index = 0; index < entries.Count; index++)
            {
                var place = $"{path}[{LabelOf(entries[index]) ?? $"{index}"}]";
                if (isSecret && TextOf(entries[index]) is { } text)
                    entries[index] = replace(place, text);
                else
                    Walk(entries[index], place, isSecret, replace);
            }
        }
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // Groups and proxies keep their secrets when their places in the list change.
    private static string? LabelOf(JsonNode? entry) => entry is JsonObject members ? TextOf(members["id"]) ?? TextOf(members["proxy_name"]) : null;
}
