using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>A string, perhaps of limited length, of a pattern, or one of a few.</summary>
internal sealed class TextRule(int? maxLength = null, bool allowsNull = false) : Rule("string", allowsNull)
{
    public int? MaxLength => maxLength;

    public IReadOnlyList<string> OneOf { get; init; } = [];

    public Regex? Pattern { get; init; }

    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.String;

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value)
    {
        var text = value.GetString()!;
        if (OneOf.Count > 0 && !OneOf.Contains(text))
            yield return new Complaint(path, $"{PythonText.Of(value)} is not one of [{PythonText.List(OneOf)}]");
        if (Pattern is not null && !Pattern.IsMatch(text))
            yield return new Complaint(path, $"{PythonText.Of(value)} does not match {PythonText.Quoted(Pattern.ToString())}");
        if (text.Length > maxLength)
            yield return new Complaint(path, $"{PythonText.Of(value)} is too long");
    }
}
