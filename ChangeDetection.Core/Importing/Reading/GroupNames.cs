namespace ChangeDetection.Core.Importing.Reading;

/// <summary>The titles of groups as people write them.</summary>
internal static class GroupNames
{
    /// <summary>The titles in a text, separated by commas.</summary>
    public static IReadOnlyList<string> In(string? text) => Of((text ?? "").Split(','));

    /// <summary>The titles without blanks and repetitions, whatever their case.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string?> titles) =>
        [.. titles.Select(title => title?.Trim() ?? "").Where(title => title.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
