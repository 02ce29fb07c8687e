using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Extracting;
using Xunit;

namespace ChangeDetection.Tests.Worker.Extracting;

public sealed class JqProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Json = """{"a":[{"id":2,"name":"foo"},{"id":1,"name":"ü"}],"price":"12.5","stock":0,"env":"mine"}""";

    public JqProcessTests() => Assert.SkipUnless(File.Exists("/usr/bin/jq"), "The package jq is not installed; CI installs it.");

    [Theory]
    [InlineData("jq:.price", "\"12.5\"")]
    [InlineData("jqraw:.price", "12.5")]
    [InlineData("jq:.price | tonumber", "12.5")]
    [InlineData("jq:.a[].id", "[\n    2,\n    1\n]")]
    [InlineData("jqraw:.a[].name", "foo\nü")]
    [InlineData("jq:.env", "\"mine\"")]
    [InlineData("jq:[.a[] | .id] | sort", "[\n    1,\n    2\n]")]
    [InlineData("jq:if .stock > 0 then \"in stock\" else \"out of stock\" end", "\"out of stock\"")]
    [InlineData("jq:.a[] | select(.name | test(\"foo\"))", "{\n    \"id\": 2,\n    \"name\": \"foo\"\n}")]
    [InlineData("jq:.a | length # comment", "2")]
    public void A_program_runs_over_a_JSON_page(string filter, string text)
    {
        Assert.Equal(text, (APage.Filtered(APage.Json(Json), filter) with { Jq = new JqProcess() }).TextOf());
    }

    [Fact]
    public void A_program_runs_over_JSON_inside_a_page()
    {
        Assert.Equal("12.5", (APage.Filtered(APage.Html($"<script type=application/ld+json>{Json}</script>"), "jqraw:.price") with { Jq = new JqProcess() }).TextOf());
    }

    [Fact]
    public void A_program_that_finds_nothing_is_a_filter_that_found_nothing()
    {
        Assert.Equal(CheckFailure.FilterNotFound, (APage.Filtered(APage.Json(Json), "jq:.a[] | select(.id == 9)") with { Jq = new JqProcess() }).FailureOf().Failure);
    }

    // Past the gate of words, what is left must find nothing: the environment is empty and no module can be loaded.
    [Theory]
    [InlineData("env | del(.PWD, .OLDPWD, .SHLVL, ._) | length", "0\n")]
    [InlineData("$ENV | has(\"PATH\") or has(\"HOME\")", "false\n")]
    [InlineData("[inputs] | length", "0\n")]
    public void A_program_has_nothing_to_reach(string program, string output)
    {
        Assert.Equal(output, new JqProcess().Run(program, "1", isRaw: false));
    }

    [Fact]
    [Trait("Attack", "secret-008")]
    public async Task A_program_is_started_with_nothing_of_our_environment()
    {
        var run = Task.Run(() => Record.Exception(() => new JqProcess().Run("last(range(1e12))", "1", isRaw: false)), Cancel);
        string[] names = [];

        await Eventually.HoldsAsync(
            () =>
            {
                if (Child() is not { } child)
                    return false;
                // Only what the shell itself puts there.
                names = [.. File.ReadAllText($"/proc/{child}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')[0])];
                Process.GetProcessById(child).Kill();
                return true;
            },
            Cancel);

        Assert.IsType<FilterException>(await run);
        Assert.Empty(names.Except(["PWD", "OLDPWD", "SHLVL", "_"]));
    }

    private static int? Child() =>
        Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(IsChild).Select(id => (int?)id).FirstOrDefault();

    private static bool IsChild(int id)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status.Contains("(jq)", StringComparison.Ordinal) && status[(status.LastIndexOf(')') + 2)..].Split(' ')[1] == $"{Environment.ProcessId}"
                && File.ReadAllText($"/proc/{id}/cmdline").Contains("1e12", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData(".a[", CheckFailure.InvalidFilter)]
    [InlineData("nosuch(1)", CheckFailure.InvalidFilter)]
    [InlineData(".price + 1", CheckFailure.InvalidFilter)]
    [InlineData("import \"/etc/x\" as x; .", CheckFailure.InvalidFilter)]
    [InlineData("--version", CheckFailure.InvalidFilter)]
    [InlineData("def f: f; f", CheckFailure.RuleTimedOut)]
    [InlineData("last(range(1e12))", CheckFailure.RuleTimedOut)]
    [InlineData("repeat(\"0123456789012345678901234567890123456789\")", CheckFailure.TooComplex)]
    [InlineData("\"0123456789\" * 400000000", CheckFailure.TooComplex)]
    public void A_program_that_is_wrong_or_never_ends_is_a_named_failure(string program, CheckFailure failure)
    {
        var clock = Stopwatch.StartNew();

        var wrong = Assert.Throws<FilterException>(() => new JqProcess().Run(program, Json, isRaw: false));

        Assert.Contains(wrong.Failure, new[] { failure, failure == CheckFailure.TooComplex ? CheckFailure.RuleTimedOut : failure });
        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed}");
    }
}
