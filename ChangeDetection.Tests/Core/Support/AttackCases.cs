using System.Text.Json;
using Xunit;

namespace ChangeDetection.Tests.Core.Support;

/// <summary>The attack cases that concern the engine: what people and pages may try, and how it must end.</summary>
internal static class AttackCases
{
    /// <summary>The inputs of a category with their outcome.</summary>
    public static TheoryData<string, string, string> Of(string category)
    {
        using var stream = typeof(AttackCases).Assembly.GetManifestResourceStream("attack-cases.json")!;
        using var cases = JsonDocument.Parse(stream);
        var data = new TheoryData<string, string, string>();
        foreach (var one in cases.RootElement.GetProperty("cases").EnumerateArray().Where(one => one.GetProperty("category").GetString() == category && one.TryGetProperty("inputs", out _)))
        {
            foreach (var input in one.GetProperty("inputs").EnumerateArray())
                data.Add(one.GetProperty("id").GetString()!, input.GetString()!, one.GetProperty("outcome").GetString()!);
        }

        return data;
    }
}
