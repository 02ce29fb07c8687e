using System.Globalization;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Core.Filtering.Conditions;

/// <summary>The operators of conditions. A field the page does not have fulfils none but "is not" and "does not".</summary>
internal static class ConditionOperators
{
    private static readonly Dictionary<string, Func<object?, string, bool>> All = new(StringComparer.Ordinal)
    {
        [">"] = (field, value) => Order(field, value) > 0,
        ["<"] = (field, value) => Order(field, value) < 0,
        [">="] = (field, value) => Order(field, value) >= 0,
        ["<="] = (field, value) => Order(field, value) <= 0,
        ["=="] = Equal,
        ["!="] = (field, value) => !Equal(field, value),
        ["in"] = Contains,
        ["!in"] = (field, value) => !Contains(field, value),
        ["starts_with"] = (field, value) => Text(field)?.TrimStart().StartsWith(value, StringComparison.OrdinalIgnoreCase) == true,
        ["ends_with"] = (field, value) => Text(field)?.TrimEnd().EndsWith(value, StringComparison.OrdinalIgnoreCase) == true,
        ["length_min"] = (field, value) => Number(value) is { } least && Text(field)?.Length >= least,
        ["length_max"] = (field, value) => Number(value) is { } most && Text(field)?.Length <= most,
        ["contains_regex"] = Matches,
        ["!contains_regex"] = (field, value) => !Matches(field, value),
    };

    /// <summary>The operators' names.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>Whether an operator compares numbers only.</summary>
    public static bool NeedsNumber(string name) => name is "length_min" or "length_max" or ">" or "<" or ">=" or "<=";

    /// <summary>Whether a condition holds.</summary>
    /// <exception cref="FilterException">The operator is not known, or its regular expression is wrong or too slow.</exception>
    public static bool Holds(string name, object? field, string value) =>
        All.TryGetValue(name, out var holds) ? holds(field, value) : throw new FilterException($"'{name}' is not a condition's operator.");

    /// <summary>Reads a number as settings have it.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text?.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static int? Order(object? field, string value) =>
        (field is double number ? number : Number(field as string)) is { } left && Number(value) is { } right ? left.CompareTo(right) : null;

    private static bool Equal(object? field, string value)
    {
        if (Order(field, value) is { } order)
            return order == 0;
        return Text(field) is { } text && text.Trim() == value.Trim();
    }

    private static bool Contains(object? field, string value) => Text(field)?.Contains(value, StringComparison.Ordinal) == true;

    private static bool Matches(object? field, string value)
    {
        if (Text(field) is not { } text)
            return false;
        return Pattern(value).IsIn(text);
    }

    /// <summary>Reads a condition's regular expression, with or without slashes.</summary>
    /// <exception cref="FilterException">It is wrong.</exception>
    public static TextPattern Pattern(string value) => TextPattern.Parse(TextPattern.TrySplit(value, out _, out _) ? value : $"/{value}/i");

    private static string? Text(object? field) => field is double number ? number.ToString(CultureInfo.InvariantCulture) : field as string;
}
