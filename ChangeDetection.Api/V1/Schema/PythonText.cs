using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>Values as the reference's messages show them, shortened where they would fill the answer.</summary>
internal static class PythonText
{
    private const int MaxLength = 200;

    public static string Of(JsonElement value)
    {
        var text = Full(value);
        return text.Length <= MaxLength ? text : $"{text.AsSpan(0, MaxLength)}…";
    }

    public static string Quoted(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        return $"{quote}{text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}{quote}";
    }

    public static string List(IEnumerable<string> values) => string.Join(", ", values.Select(Quoted));

    private static string Full(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "None",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => Quoted(value.GetString()!),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Full))}]",
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"{Quoted(member.Name)}: {Full(member.Value)}"))}}}",
        _ => value.GetRawText(),
    };
}
