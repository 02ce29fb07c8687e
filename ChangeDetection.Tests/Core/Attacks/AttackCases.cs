using System.Text.Json;
using Xunit;

namespace ChangeDetection.Tests.Core.Attacks;

/// <summary>What people and pages may try, and how it must end.</summary>
internal static class AttackCases
{
    /// <summary>The ids of all cases.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Load().Select(one => one.Id)];

    /// <summary>Every input of the cases of a category, but of those that are no matter of the engine, with its outcome.</summary>
    public static TheoryData<string, string, string> Of(string category) =>
        [.. Load().Where(one => one.Category == category && !AttacksElsewhere.Reasons.ContainsKey(one.Id)).SelectMany(one => one.Inputs.Select(input => (one.Id, input, one.Outcome)))];

    private static IEnumerable<(string Id, string Category, string Outcome, IReadOnlyList<string> Inputs)> Load()
    {
        using var stream = typeof(AttackCases).Assembly.GetManifestResourceStream("attack-cases.json")!;
        using var cases = JsonDocument.Parse(stream);
        foreach (var one in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            IReadOnlyList<string> inputs = one.TryGetProperty("inputs", out var list) ? [.. list.EnumerateArray().Select(input => input.GetString()!)] : [];
            yield return (Text(one, "id"), Text(one, "category"), Text(one, "outcome"), inputs);
        }
    }

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;
}
