using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Importing.Reading;

/// <summary>Reads members of documents whose shape nobody vouches for.</summary>
internal static partial class LooseJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ImportLimits.Depth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is not JSON or nested too deeply.</exception>
    public static JsonElement Parse(string text) =>
        // Half a character could be parsed and then neither be read nor be written.
        JsonElement.Parse(SurrogateEscapes().Replace(text, escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value), Options);

    /// <summary>The member of an object; null when it is none, has no such member, or null stands there.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>The text of a member; null when there is none.</summary>
    public static string? TextOf(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.Text() : null;

    /// <summary>The text of a string.</summary>
    public static string Text(this JsonElement text) => text.GetString() ?? "";

    /// <summary>The number of a member, also when it stands there as text; null when there is none.</summary>
    public static double? NumberOf(this JsonElement element, string name) => element.Member(name)?.Number();

    /// <summary>The number that a value is, also when it is text; null when it is none.</summary>
    public static double? Number(this JsonElement value)
    {
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.Text(), _ => null };
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    /// <summary>Whether a member is true.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The moment that a member gives in seconds since 1970; null when it gives none, is 0 or beyond the calendar.</summary>
    public static DateTimeOffset? MomentOf(this JsonElement element, string name) =>
        element.NumberOf(name) is > 0 and < 253_402_300_800 and var seconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>The texts of a list; a single text is a list of one, anything else none.</summary>
    public static IEnumerable<string> TextsOf(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(Text),
        { ValueKind: JsonValueKind.String } text when text.Text().Length > 0 => [text.Text()],
        _ => [],
    };

    /// <summary>Whether a value says nothing: null, false, or an empty text, list or object.</summary>
    public static bool IsEmpty(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => true,
        JsonValueKind.String => value.Text().Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    [GeneratedRegex(@"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})")]
    private static partial Regex SurrogateEscapes();
}
