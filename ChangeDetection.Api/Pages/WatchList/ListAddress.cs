using ChangeDetection.Core.Listing;

namespace ChangeDetection.Api.Pages.WatchList;

/// <summary>The address of a list; what is usual is left out.</summary>
/// <param name="Query">The list.</param>
/// <param name="Page">Its page, from 1.</param>
internal sealed record ListAddress(ListQuery Query, int Page = 1)
{
    public string Address
    {
        get
        {
            var parts = new List<string>();
            Add(parts, "group", Query.Group);
            Add(parts, "q", Query.Text);
            Add(parts, "state", Query.State == default ? null : Word(Query.State));
            Add(parts, "sort", Query.Sort == default ? null : Word(Query.Sort));
            Add(parts, "order", Query.IsReversed ? "reversed" : null);
            Add(parts, "page", Page == 1 ? null : $"{Page}");
            return parts.Count == 0 ? "./" : "./?" + string.Join('&', parts);
        }
    }

    /// <summary>The address of a list that differs in one thing; a group of "" is none.</summary>
    public ListAddress With(string? group = null, ListState? state = null, int page = 1) => new(
        Query with { Group = group is null ? Query.Group : group.Length == 0 ? null : group, State = state ?? Query.State },
        page);

    /// <summary>The name of a choice as addresses write it.</summary>
    public static string Word<T>(T choice)
        where T : struct, Enum => choice.ToString().ToLowerInvariant();

    /// <summary>A word as a heading.</summary>
    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static void Add(List<string> parts, string name, string? value)
    {
        if (value is not null)
            parts.Add($"{name}={Uri.EscapeDataString(value)}");
    }
}
