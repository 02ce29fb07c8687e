using System.Diagnostics;
using ChangeDetection.Tests.Core.Importing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>The verbs of the real program.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_datastore_is_moved_in_by_one_command_that_can_be_repeated()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, """{"url":"https://example.com/1"}""").WithWatch(ADatastore.Two, """{"url":"file:///etc/passwd"}""");

        var first = await RunAsync("import", datastore.Path);
        var second = await RunAsync("import", datastore.Path);

        Assert.Equal(0, first.Code);
        Assert.Contains("added", first.Output, StringComparison.Ordinal);
        Assert.Contains("refused", first.Output, StringComparison.Ordinal);
        Assert.Contains("Added 1 watches with 0 versions and 0 groups; 0 were imported before", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.Code);
        Assert.Contains("Added 0 watches with 0 versions and 0 groups; 1 were imported before", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "import", "--help")]
    [InlineData(0, "Imports watches with their groups", "import", "--help")]
    [InlineData(1, "--frobnicate", "import", "x", "--frobnicate")]
    [InlineData(1, "There is neither a file nor a directory 'nowhere'.", "import", "nowhere")]
    [InlineData(0, "The settings are right.", "check-config")]
    public async Task The_program_says_what_it_can_do_and_what_is_wrong(int code, string words, params string[] arguments)
    {
        var (actual, output) = await RunAsync(arguments);

        Assert.Equal((code, true), (actual, output.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Everything_is_written_to_a_file_and_restored_from_it()
    {
        await File.WriteAllTextAsync(_directory.File("list.txt"), "https://example.com/1\nhttps://example.com/2\n", Cancel);
        await File.WriteAllTextAsync(_directory.File("config.yaml"), "version: 1\nwatches:\n- url: https://example.com/3\n  title: Three\n", Cancel);
        await RunAsync("import", _directory.File("list.txt"));

        var applied = await RunAsync("apply", _directory.File("config.yaml"));
        var exported = await RunAsync("export", _directory.File("all.zip"));
        var twice = await RunAsync("export", _directory.File("all.zip"));
        var kept = await RunAsync("backup");
        var refused = await RunAsync("restore", _directory.File("all.zip"));
        var restored = await RunAsync("restore", _directory.File("all.zip"), "--replace");

        Assert.Equal((0, true), (applied.Code, applied.Output.Contains("Created 1, changed 0, deleted 0", StringComparison.Ordinal)));
        Assert.Equal((0, 1), (exported.Code, twice.Code));
        Assert.Equal((0, true), (kept.Code, kept.Output.Contains("changedetection-backup-", StringComparison.Ordinal)));
        Assert.Equal((1, true), (refused.Code, refused.Output.Contains("nothing was changed", StringComparison.Ordinal)));
        Assert.Equal((0, true), (restored.Code, restored.Output.Contains("Restored 3 watches", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_store_that_a_server_has_open_is_left_alone()
    {
        await using var server = HostProcess.Start("ChangeDetection.Api", new Dictionary<string, string> { ["DATASTORE_PATH"] = _directory.Path });
        await server.AddressAsync(Cancel);

        var (code, output) = await RunAsync("import", _directory.Path);

        Assert.Equal(1, code);
        Assert.Contains("is in use by another ChangeDetection process", output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChangeDetection.Api.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DATASTORE_PATH"] = _directory.Path;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await errors);
    }
}
