using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Watches;

/// <summary>The JSON form of settings, in snake case.</summary>
/// <remarks>Read by reflection: the generated reader forgets the defaults of init-only members that a document leaves out.</remarks>
public static partial class WatchSettingsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes settings as a document for the store.</summary>
    public static string Write(WatchSettings settings) => JsonSerializer.Serialize(settings, Options);

    /// <summary>Reads a stored document; absent members take their defaults.</summary>
    /// <exception cref="JsonException">The document is not JSON, or a member has another type.</exception>
    public static WatchSettings ReadWatch(string json) => JsonSerializer.Deserialize<WatchSettings>(Whole(json), Options) ?? new WatchSettings();

    /// <summary>Writes settings as a document for the store.</summary>
    public static string Write(GlobalSettings settings) => JsonSerializer.Serialize(settings, Options);

    /// <summary>Reads a stored document; absent members take their defaults.</summary>
    /// <exception cref="JsonException">The document is not JSON, or a member has another type.</exception>
    public static GlobalSettings ReadGlobal(string json) => JsonSerializer.Deserialize<GlobalSettings>(Whole(json), Options) ?? new GlobalSettings();

    /// <summary>The document without halves of characters: in a member that is kept as it came one could be read and never be written again.</summary>
    public static string Whole(string json) =>
        json.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
            ? Escapes().Replace(json, escape => escape.Groups["half"].Success ? "\\ufffd" : escape.Value)
            : json;

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escapes();
}
