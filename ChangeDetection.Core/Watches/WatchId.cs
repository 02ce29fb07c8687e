using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>The identity of a watch: a UUID of any version, written in the canonical lower-case 8-4-4-4-12 form everywhere.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(JsonText))]
public readonly record struct WatchId(Guid Value) : IParsable<WatchId>, IComparable<WatchId>
{
    /// <summary>A new identity from the given clock, so that identities made later sort later.</summary>
    public static WatchId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>Reads the canonical form; throws <see cref="FormatException"/> on anything else.</summary>
    public static WatchId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("A watch id is a UUID of the form 8-4-4-4-12 hexadecimal digits.");

    /// <summary>Reads the canonical form in either case; braces, missing hyphens and white space are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WatchId result)
    {
        var ok = Guid.TryParseExact(s, "D", out var value) && s!.Length == 36;
        result = ok ? new WatchId(value) : default;
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(WatchId other) => Value.CompareTo(other.Value);

    /// <summary>The canonical lower-case form.</summary>
    public override string ToString() => Value.ToString("D");

    internal sealed class JsonText : JsonConverter<WatchId>
    {
        public override WatchId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("A watch id is a UUID.");

        public override void Write(Utf8JsonWriter writer, WatchId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override WatchId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, WatchId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
