using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChangeDetection.Core.Checks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using JsonException = Newtonsoft.Json.JsonException;

namespace ChangeDetection.Core.Extraction.Json;

/// <summary>JSON as stable text: keys sorted, indented, letters kept as they are.</summary>
internal static class JsonText
{
    private const int MaxDepth = 256;
    private const int MaxParts = 10_000_000;

    private static readonly JsonWriterOptions Written = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth + 1 };
    private static readonly JsonDocumentOptions Read = new() { MaxDepth = MaxDepth };

    /// <summary>A whole JSON page with its keys sorted; null when it is no JSON.</summary>
    public static string? Sorted(string json, CheckDeadline deadline)
    {
        var sorted = TrySort(json, deadline) ?? (SurrogateEscapes.Resolved(json) is var mended && !ReferenceEquals(mended, json) ? TrySort(mended, deadline) : null);
        return sorted is null ? null : SurrogateEscapes.Resolved(sorted);
    }

    /// <summary>Refuses JSON that is nested deeper or has more parts than is read; anything else passes, also what is no JSON.</summary>
    /// <exception cref="FilterException">It is too complex.</exception>
    public static void ThrowIfTooComplex(string text, CheckDeadline deadline)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth + 2 });
        try
        {
            for (var parts = 0; reader.Read(); parts++)
            {
                deadline.Tick();
                if (parts > MaxParts)
                    throw new FilterException(CheckFailure.TooComplex, $"The page's JSON has more than {MaxParts} parts.");
                if (reader.CurrentDepth > MaxDepth)
                    throw new FilterException(CheckFailure.TooComplex, $"The page's JSON is nested deeper than {MaxDepth} levels.");
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // No JSON at all: its reader tells that better.
        }
    }

    private static string? TrySort(string json, CheckDeadline deadline)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Read);
            var buffer = new ArrayBufferWriter<byte>(json.Length + 256);
            using (var writer = new Utf8JsonWriter(buffer, Written))
                Write(document.RootElement, writer, deadline);
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Parses a document for filters; null when it is no JSON.</summary>
    /// <exception cref="FilterException">It has more parts than a filter may work on.</exception>
    public static JToken? Parse(string json, CheckDeadline deadline)
    {
        try
        {
            using var reader = new BoundedJsonReader(new StringReader(json), deadline) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
            var token = JToken.ReadFrom(reader);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                    return null;
            }

            return token;
        }
        catch (Exception wrong) when (wrong is JsonException or OverflowException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Found values as text: one as it is, several as a list.</summary>
    public static string Of(IReadOnlyList<JToken> values)
    {
        if (values.Count == 0)
            return "";
        var text = new StringWriter(new StringBuilder()) { NewLine = "\n" };
        using var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented, Indentation = 4 };
        if (values.Count == 1)
        {
            values[0].WriteTo(writer);
            return text.ToString();
        }

        writer.WriteStartArray();
        foreach (var value in values)
            value.WriteTo(writer);
        writer.WriteEndArray();
        return text.ToString();
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer, CheckDeadline deadline)
    {
        deadline.Tick();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in SortedMembers(element))
                {
                    writer.WritePropertyName(name);
                    Write(value, writer, deadline);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(item, writer, deadline);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    // Of a name given twice the last counts, as every reader of JSON has it.
    private static SortedDictionary<string, JsonElement> SortedMembers(JsonElement element)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }
}
