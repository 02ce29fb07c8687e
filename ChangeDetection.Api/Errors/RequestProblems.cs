using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeDetection.Api.Errors;

/// <summary>What is wrong with a request that could not be read, in words that name the field and no type of ours.</summary>
internal static partial class RequestProblems
{
    private const string MissingBody = "The body is missing; send JSON.";

    public static string Describe(BadHttpRequestException wrong)
    {
        if (wrong.InnerException is JsonException json)
            return Describe(json);
        if (Unbound().Match(wrong.Message) is { Success: true } unbound)
            return $"The value of '{unbound.Groups["name"].Value}' cannot be read.";
        if (Missing().Match(wrong.Message) is { Success: true } missing)
            return missing.Groups["place"].Value == "body" ? MissingBody : $"'{missing.Groups["name"].Value}' is missing.";
        if (wrong.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal))
            return MissingBody;
        return wrong.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => "The body is too large.",
            StatusCodes.Status415UnsupportedMediaType => "The body must be JSON, said by the header Content-Type: application/json.",
            _ => "The request cannot be read.",
        };
    }

    private static string Describe(JsonException wrong)
    {
        if (Unmapped().Match(wrong.Message) is { Success: true } unmapped)
            return $"Unknown field: {unmapped.Groups["name"].Value}.";
        if (wrong.Path is { Length: > 2 } path && wrong.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return $"The field {path[2..]} has the wrong type.";
        return $"The body is not valid JSON (line {wrong.LineNumber + 1 ?? 1}, byte {wrong.BytePositionInLine + 1 ?? 1}).";
    }

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w+)\" from")]
    private static partial Regex Unbound();

    [GeneratedRegex("^Required parameter \"\\S+ (?<name>\\w+)\" was not provided from (?<place>[\\w ]+)")]
    private static partial Regex Missing();
}
