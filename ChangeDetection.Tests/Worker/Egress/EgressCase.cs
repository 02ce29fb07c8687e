using System.Text.Json;
using Xunit;

namespace ChangeDetection.Tests.Worker.Egress;

/// <summary>A case of the attack reference about where connections go.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Category">What it attacks.</param>
/// <param name="Kind">Whether it is fed word by word (literal) or is a story with a test of its own (scripted).</param>
/// <param name="Surface">Where it comes in.</param>
/// <param name="Outcome">REJECT, BLOCK, INERT, LIMIT, NOLEAK or ALLOW.</param>
/// <param name="Inputs">What is fed.</param>
/// <param name="Input">The story.</param>
internal sealed record EgressCase(string Id, string Category, string Kind, string Surface, string Outcome, IReadOnlyList<string>? Inputs, string? Input)
{
    public static IReadOnlyList<EgressCase> All { get; } = Read();

    /// <summary>Cases that nothing can bring about today, and whose matter they are.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>
    {
        ["dns-010"] = "No browser fetches pages yet; one will go through a proxy of ours over the same gate.",
        ["url-008"] = "Addresses with a user name are refused (rule D4); credentials stand in headers.",
        ["url-009"] = "Addresses with a user name are refused (rule D4); credentials stand in headers.",
        ["surf-003"] = "There are no browser steps yet.",
        ["surf-005"] = "There are no live browser sessions yet.",
        ["surf-006"] = "Notifications are not sent yet.",
        ["surf-010"] = "Notifications are not sent yet.",
        ["surf-012"] = "Notifications are not sent yet.",
        ["surf-013"] = "Notifications are not sent yet.",
        ["surf-015"] = "Notifications are not sent yet.",
        ["surf-018"] = "No language model is asked yet.",
        ["surf-019"] = "No language model is asked yet.",
        ["surf-023"] = "Browsers cannot be configured yet.",
        ["surf-029"] = "The installation has no base address to be set.",
    };

    /// <summary>The inputs of literal cases, one by one.</summary>
    public static TheoryData<string, string> Feed(Func<EgressCase, bool> which) =>
        [.. All.Where(one => one.Kind == "literal" && which(one) && !Elsewhere.ContainsKey(one.Id)).SelectMany(one => one.Inputs!.Select(input => (one.Id, input)))];

    private static List<EgressCase> Read()
    {
        using var stream = typeof(EgressCase).Assembly.GetManifestResourceStream("ChangeDetection.Tests.Worker.Egress.Cases.egress.json")!;
        return JsonSerializer.Deserialize<List<EgressCase>>(stream, JsonSerializerOptions.Web)!;
    }
}
