using System.Text.Json;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>A case of the attack reference: what is fed, and what must come of it.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Outcome">REJECT, BLOCK, INERT or ALLOW.</param>
/// <param name="Inputs">What is fed, one by one.</param>
internal sealed record AttackCase(string Id, string Outcome, IReadOnlyList<string> Inputs)
{
    public static IReadOnlyList<AttackCase> Addresses { get; } = Read("addresses.json");

    private static List<AttackCase> Read(string name)
    {
        using var stream = typeof(AttackCase).Assembly.GetManifestResourceStream($"ChangeDetection.Tests.Api.V1.Cases.{name}")!;
        return JsonSerializer.Deserialize<List<AttackCase>>(stream, JsonSerializerOptions.Web)!;
    }
}
