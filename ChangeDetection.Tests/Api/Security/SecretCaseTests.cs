using System.Reflection;
using System.Text.Json.Nodes;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>The cases of the attack reference about secrets, and a few of their neighbours: each is tried by a test that names it, or has a reason why not.</summary>
public sealed class SecretCaseTests
{
    private static readonly Dictionary<string, string> NoEntrance = new()
    {
        ["secret-005"] = "No notification is sent yet, so that nothing is logged about one; addresses are sealed and masked like every secret.",
    };

    [Fact]
    public void Every_case_is_tried_or_has_a_reason_and_never_both()
    {
        var tried = typeof(SecretCaseTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<TraitAttribute>()).Where(trait => trait.Name == "Attack").Select(trait => trait.Value).Distinct();

        Assert.Equal(Ids().Order(), tried.Concat(NoEntrance.Keys).Order());
    }

    private static IEnumerable<string> Ids()
    {
        using var stream = typeof(SecretCaseTests).Assembly.GetManifestResourceStream("ChangeDetection.Tests.Api.Security.Cases.secrets.json")!;
        return [.. JsonNode.Parse(stream)!.AsArray().Select(one => one!["id"]!.GetValue<string>())];
    }
}
