using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>Writes of a group's settings only what differs from the defaults: all groups stand in one document, and most set little.</summary>
internal sealed class GroupSettingsConverter : JsonConverter<WatchSettings>
{
    private static readonly JsonObject Defaults = JsonNode.Parse(WatchSettingsJson.Write(new WatchSettings()))!.AsObject();

    public override WatchSettings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return WatchSettingsJson.ReadWatch(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, WatchSettings value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in JsonNode.Parse(WatchSettingsJson.Write(value))!.AsObject())
        {
            if (Defaults.TryGetPropertyValue(name, out var usual) && JsonNode.DeepEquals(usual, member))
                continue;
            writer.WritePropertyName(name);
            if (member is null)
                writer.WriteNullValue();
            else
                member.WriteTo(writer, options);
        }

        writer.WriteEndObject();
    }
}
