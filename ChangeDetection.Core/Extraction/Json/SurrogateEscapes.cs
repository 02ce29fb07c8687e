using System.Globalization;
using System.Text;

namespace ChangeDetection.Core.Extraction.Json;

/// <summary>
/// The escapes by which JSON spells characters beyond the basic plane: the writer always uses them, people want the character;
/// and half of one, which some pages have, makes a strict reader refuse the whole document.
/// </summary>
internal static class SurrogateEscapes
{
    private const int Length = 6;

    /// <summary>The text with the characters themselves, and the replacement character for a half.</summary>
    public static string Resolved(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        var resolved = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length;)
            at += Append(resolved, json, at);
        return resolved.ToString();
    }

    private static int Append(StringBuilder resolved, string json, int at)
    {
        var unit = UnitAt(json, at);
        if (unit is null || !char.IsSurrogate(unit.Value))
        {
            // An escape is one piece: the second backslash of two begins no other.
            var length = Math.Min(json[at] == '\\' ? 2 : 1, json.Length - at);
            resolved.Append(json, at, length);
            return length;
        }

        if (UnitAt(json, at + Length) is { } second && char.IsSurrogatePair(unit.Value, second))
        {
            resolved.Append(unit).Append(second);
            return 2 * Length;
        }

        resolved.Append('\uFFFD');
        return Length;
    }

    private static char? UnitAt(string json, int at) =>
        at + Length <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
