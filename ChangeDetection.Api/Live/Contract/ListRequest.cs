using ChangeDetection.Api.Errors;
using ChangeDetection.Core.Listing;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>A list as clients ask for it; absent members take their defaults.</summary>
public sealed record ListRequest
{
    /// <summary>The identity of a group; absent for all watches.</summary>
    public string? Group { get; init; }

    /// <summary>What label, address or error must contain, whatever its case.</summary>
    public string? Q { get; init; }

    /// <summary><c>all</c>, <c>unread</c>, <c>errors</c>, <c>paused</c>, <c>queued</c> or <c>checking</c>.</summary>
    public string? State { get; init; }

    /// <summary><c>changed</c>, <c>checked</c>, <c>created</c>, <c>label</c>, <c>paused</c> or <c>muted</c>.</summary>
    public string? Sort { get; init; }

    /// <summary><c>usual</c> (newest first, labels from A) or <c>reversed</c>.</summary>
    public string? Order { get; init; }

    /// <summary>The query, or what is wrong by field.</summary>
    internal ListQuery Read(FieldProblems problems)
    {
        if (Group is { Length: > 100 })
            problems.Add("group", "This is no group's identity.");
        if (Q is { Length: > ListQuery.LongestText })
            problems.Add("q", $"Search for at most {ListQuery.LongestText} characters.");
        return new ListQuery
        {
            Group = string.IsNullOrEmpty(Group) ? null : Group,
            Text = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(),
            State = Word<ListState>("state", State, problems),
            Sort = Word<ListSort>("sort", Sort, problems),
            IsReversed = IsReversedIn(problems),
        };
    }

    private bool IsReversedIn(FieldProblems problems)
    {
        if (Order is not (null or "" or "usual" or "reversed"))
            problems.Add("order", $"'{Shortened(Order)}' is no order; use usual or reversed.");
        return Order is "reversed";
    }

    private static T Word<T>(string field, string? word, FieldProblems problems)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word))
            return default;
        var names = Enum.GetNames<T>();
        if (names.FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } found)
            return Enum.Parse<T>(found);
        problems.Add(field, $"'{Shortened(word)}' is unknown; use {string.Join(", ", names.Select(name => name.ToLowerInvariant()))}.");
        return default;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
