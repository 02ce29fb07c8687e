using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Live;

namespace ChangeDetection.Api.Live;

/// <summary>The members of rows that a client asks for.</summary>
internal static class RowFields
{
    private static readonly HashSet<string> Known =
        [.. typeof(WatchSummary).GetProperties().Where(property => property.Name != nameof(WatchSummary.IsFailing)).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    /// <summary>The names in a text separated by commas; null for all members.</summary>
    public static IReadOnlySet<string>? Read(string? text, FieldProblems problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        if (names.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            problems.Add("fields", $"A row has no '{(unknown.Length > 40 ? unknown[..40] : unknown)}'; choose among {string.Join(", ", Known.Order(StringComparer.Ordinal))}.");
        return names;
    }

    /// <summary>The part with these members of its rows alone.</summary>
    public static JsonObject Select(ListPartView part, IReadOnlySet<string> names, JsonSerializerOptions json)
    {
        var view = JsonSerializer.SerializeToNode(part, json)!.AsObject();
        foreach (var row in view["watches"]!.AsArray().Select(row => row!.AsObject()))
        {
            foreach (var other in row.Select(member => member.Key).Where(name => !names.Contains(name)).ToList())
                row.Remove(other);
        }

        return view;
    }
}
