using System.Text;
using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>The versions of a watch, with the oddities that index files have.</summary>
public sealed class DatastoreHistoryTests
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.txt";
    private const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.txt";

    [Fact]
    public async Task Versions_come_oldest_first_and_may_share_a_file()
    {
        using var datastore = AWatch($"1600000000,{A}\n1600000200,{A}\n1600000100,{B}\n").With($"{ADatastore.One}/{A}", "ä").With($"{ADatastore.One}/{B}.br", ADatastore.Brotli("b"));

        Assert.Equal([(1600000000, "ä"), (1600000100, "b"), (1600000200, "ä")], await VersionsAsync(datastore));
    }

    [Theory]
    [InlineData("1600000000,{A}\r\n1600000100,{B}\r\n")]
    [InlineData("\n\n1600000000,/datastore/x/{A}\n1600000100,..\\..\\{B}")]
    [InlineData("1600000000,{B}\n1600000000,{A}\n1600000100,{B}.br\n")]
    [InlineData("no comma\nx,{A}\n-5,{A}\n1600000000.7,{A}\n99999999999999,{A}\n1600000100,{B}\n")]
    public async Task Odd_lines_are_read_as_they_are_meant(string index)
    {
        using var datastore = AWatch(index.Replace("{A}", A, StringComparison.Ordinal).Replace("{B}", B, StringComparison.Ordinal)).With($"{ADatastore.One}/{A}", "a").With($"{ADatastore.One}/{B}", "b");

        Assert.Equal([(1600000000, "a"), (1600000100, "b")], await VersionsAsync(datastore));
    }

    [Fact]
    public async Task Lines_that_are_left_out_or_repeated_are_counted()
    {
        var report = new ImportReport();
        using var datastore = AWatch($"nonsense\n1600000000,{A}\n1600000000,{A}\n1600000100,{B}\n1600000200,c.png\n").With($"{ADatastore.One}/{A}", "a").With($"{ADatastore.One}/c.png", "x");

        Assert.Equal([(1600000000, "a")], await VersionsAsync(datastore, report));

        report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "1 lines of the history say no moment");
        report.Has(ImportSeverity.Remark, ADatastore.One, "repeat a moment");
        report.Has(ImportSeverity.Refused, ADatastore.One, B);
        report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "no text");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../22222222-2222-4222-8222-222222222222/secret.txt")]
    [InlineData("watch.json")]
    [InlineData("headers.txt")]
    [InlineData("..")]
    [InlineData("")]
    public async Task An_index_reaches_no_file_that_is_no_version_of_the_watch(string path)
    {
        var report = new ImportReport();
        using var datastore = AWatch($"1776969105,{path}\n").With($"{ADatastore.Two}/secret.txt", "secret").With($"{ADatastore.One}/headers.txt", "Cookie: secret");

        Assert.Empty(await VersionsAsync(datastore, report));

        report.Has(ImportSeverity.Refused, ADatastore.One, "not there");
    }

    [Theory]
    [InlineData("restock_diff", "own", "own")]
    [InlineData("restock_diff", null, "common")]
    [InlineData("text_json_diff", "own", "common")]
    public async Task Each_way_of_finding_changes_has_an_index_and_the_common_one_for_want_of_it(string processor, string? own, string expected)
    {
        using var datastore = AWatch($"1600000000,{A}\n", processor).With($"{ADatastore.One}/{A}", "common").With($"{ADatastore.One}/{B}", "own");
        if (own is not null)
            datastore.With($"{ADatastore.One}/history-restock_diff.txt", $"1600000000,{B}\n");

        var report = new ImportReport();

        Assert.Equal([(1600000000, expected)], await VersionsAsync(datastore, report));

        if (own is not null)
            report.Has(ImportSeverity.NotCarriedOver, ADatastore.One, "another way of finding changes");
    }

    [Fact]
    public async Task A_blocked_first_check_left_a_version_without_checksum()
    {
        using var datastore = AWatch("1600000000,none.txt\n").With($"{ADatastore.One}/none.txt", [.. "a"u8, 0xFF]);

        Assert.Equal([(1600000000, "a\uFFFD")], await VersionsAsync(datastore));
    }

    [Fact]
    public async Task A_version_that_is_damaged_or_unpacks_to_too_much_says_so_when_read()
    {
        using var damaged = AWatch($"1600000000,{A}\n").With($"{ADatastore.One}/{A}.br", Encoding.UTF8.GetBytes("this is not brotli"));
        using var bomb = AWatch($"1600000000,{A}\n").With($"{ADatastore.One}/{A}.br", ADatastore.Brotli(new string('0', ImportLimits.VersionBytes + 1)));

        Assert.Contains("damaged", (await Assert.ThrowsAsync<ImportException>(() => VersionsAsync(damaged))).Message, StringComparison.Ordinal);
        Assert.Contains("unpacked", (await Assert.ThrowsAsync<ImportException>(() => VersionsAsync(bomb))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_version_is_read_before_it_is_asked_for()
    {
        using var datastore = AWatch($"1600000000,{A}\n1600000100,{B}\n").With($"{ADatastore.One}/{A}", "a").With($"{ADatastore.One}/{B}", "b");
        using var result = await datastore.ReadAsync();
        datastore.With($"{ADatastore.One}/{A}", "later");

        await foreach (var version in result.Watches[0].History.ReadAsync(new ImportReport(), TestContext.Current.CancellationToken))
        {
            File.Delete(System.IO.Path.Combine(datastore.Path, ADatastore.One, B));
            Assert.Equal("later", await version.ReadTextAsync(TestContext.Current.CancellationToken));
            break;
        }
    }

    [Fact]
    public async Task A_watch_without_history_has_no_versions()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, """{"url":"https://a.example/"}""");

        Assert.Empty(await VersionsAsync(datastore));
    }

    private static ADatastore AWatch(string index, string processor = "text_json_diff") =>
        ADatastore.Newest().WithWatch(ADatastore.One, $$"""{"url":"https://a.example/","processor":"{{processor}}"}""").With($"{ADatastore.One}/history.txt", index);

    private static async Task<List<(long At, string Text)>> VersionsAsync(ADatastore datastore, ImportReport? report = null)
    {
        using var result = await datastore.ReadAsync();
        return await Assert.Single(result.Watches).VersionsAsync(report);
    }
}
