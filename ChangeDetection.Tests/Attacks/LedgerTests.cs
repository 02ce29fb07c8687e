using System.Text.Json;
using Xunit;

namespace ChangeDetection.Tests.Attacks;

/// <summary>The ledger of all known attacks: each is tried by a test, or waits for what it attacks to exist. A case is in one of the two, and a test that is named is there.</summary>
public sealed class LedgerTests(ITestOutputHelper output)
{
    private const int Known = 361;

    [Fact]
    public void Every_known_attack_is_tried_or_waits_for_a_reason()
    {
        var entries = Read();

        Assert.Equal(Known, entries.Select(entry => entry.Id).Distinct().Count());
        Assert.DoesNotContain(entries, entry => entry.Test is null == entry.Waits is null);
        Assert.DoesNotContain(entries.Select(entry => entry.Test).OfType<string>().Distinct(), test => typeof(LedgerTests).Assembly.GetType($"ChangeDetection.Tests.{test}") is null);
        output.WriteLine($"{entries.Count(entry => entry.Test is not null)} attack cases are tried, {entries.Count(entry => entry.Waits is not null)} wait:");
        foreach (var reason in entries.Where(entry => entry.Waits is not null).GroupBy(entry => entry.Waits))
            output.WriteLine($"{reason.Count()}: {reason.Key} ({string.Join(", ", reason.Select(entry => entry.Id))})");
    }

    [Fact]
    public void Cases_that_stand_as_data_are_in_the_ledger_as_tried()
    {
        var tried = Read().Where(entry => entry.Test is not null || entry.Waits is not null).Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var assembly = typeof(LedgerTests).Assembly;
        var data = assembly.GetManifestResourceNames().Where(name => name.Contains(".Cases.", StringComparison.Ordinal) || name is "attack-cases.json" or "backup-cases.json")
            .SelectMany(name => Ids(JsonDocument.Parse(assembly.GetManifestResourceStream(name)!).RootElement)).Where(id => Prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(data.Except(tried));
    }

    private static readonly string[] Prefixes = ["ssrf-", "enc-", "dns-", "redir-", "surf-", "scheme-", "url-", "urltpl-", "xss-", "tpl-", "req-", "secret-", "path-", "bak-", "jq-", "xpath-"];

    private static IEnumerable<string> Ids(JsonElement element) =>
        element.ValueKind is not JsonValueKind.Array ? [] : element.EnumerateArray().Where(row => row.ValueKind is JsonValueKind.Object && row.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String).Select(row => row.GetProperty("id").GetString()!);

    private static List<Entry> Read() => JsonSerializer.Deserialize<List<Entry>>(typeof(LedgerTests).Assembly.GetManifestResourceStream("attack-ledger.json")!, JsonSerializerOptions.Web)!;

    private sealed record Entry(string Id, string Category, string Priority, string? Test, string? Waits);
}
