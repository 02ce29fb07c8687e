using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeDetection.Api.Errors;

/// <summary>What is wrong with a JSON body, in words that name the field and no type of ours.</summary>
internal static partial class JsonProblems
{
    public static string Describe(JsonException wrong)
    {
        if (Unmapped().Match(wrong.Message) is { Success: true } unmapped)
            return $"Unknown field: {unmapped.Groups["name"].Value}.";
        if (wrong.Path is { Length: > 2 } path && wrong.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return $"The field {path[2..]} has the wrong type.";
        return $"The body is not valid JSON (line {wrong.LineNumber + 1 ?? 1}, byte {wrong.BytePositionInLine + 1 ?? 1}).";
    }

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex Unmapped();
}
