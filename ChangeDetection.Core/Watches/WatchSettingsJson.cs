using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChangeDetection.Core.Watches;

/// <summary>The JSON form of settings, in snake case.</summary>
/// <remarks>Read by reflection: the generated reader forgets the defaults of init-only members that a document leaves out.</remarks>
public static class WatchSettingsJson
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
    public static WatchSettings ReadWatch(string json) => JsonSerializer.Deserialize<WatchSettings>(json, Options) ?? new WatchSettings();

    /// <summary>Writes settings as a document for the store.</summary>
    public static string Write(GlobalSettings settings) => JsonSerializer.Serialize(settings, Options);

    /// <summary>Reads a stored document; absent members take their defaults.</summary>
    /// <exception cref="JsonException">The document is not JSON, or a member has another type.</exception>
    public static GlobalSettings ReadGlobal(string json) => JsonSerializer.Deserialize<GlobalSettings>(json, Options) ?? new GlobalSettings();
}
