using System.Text.Json;

namespace ChangeDetection.Api.Errors;

/// <summary>Names of fields as the pages' REST has them.</summary>
internal static class FieldName
{
    /// <summary>The name for a stored field, such as <c>includeFilters</c> for <c>include_filters</c>.</summary>
    public static string Of(string stored) =>
        JsonNamingPolicy.CamelCase.ConvertName(string.Concat(stored.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
}
