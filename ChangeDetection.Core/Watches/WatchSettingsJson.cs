using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>The JSON form of settings, in snake case, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WatchSettings))]
[JsonSerializable(typeof(GlobalSettings))]
public sealed partial class WatchSettingsJson : JsonSerializerContext
{
    /// <summary>Writes settings as a document for the store.</summary>
    public static string Write(WatchSettings settings) => JsonSerializer.Serialize(settings, Default.WatchSettings);

    /// <summary>Reads a stored document; absent members take their defaults.</summary>
    public static WatchSettings ReadWatch(string json) => JsonSerializer.Deserialize(json, Default.WatchSettings) ?? new WatchSettings();

    /// <summary>Writes settings as a document for the store.</summary>
    public static string Write(GlobalSettings settings) => JsonSerializer.Serialize(settings, Default.GlobalSettings);

    /// <summary>Reads a stored document; absent members take their defaults.</summary>
    public static GlobalSettings ReadGlobal(string json) => JsonSerializer.Deserialize(json, Default.GlobalSettings) ?? new GlobalSettings();
}
