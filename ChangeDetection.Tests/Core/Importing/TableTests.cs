using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Importing.Tables;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Tables, as text and as workbooks.</summary>
public sealed class TableTests
{
    private const string Named = """"
        URL;Name;Tags;Interval (min);CSS selector;Notification URLs;Colour;Paused
        a.example/x;"A; the ""first""";News, Tech;90;#main;mailto://x@y.example json://h/1;red;yes
        ;nobody;;;;;;
        https://b.example/;;;soon;;nonsense;;maybe
        """";

    [Fact]
    public async Task The_first_row_says_what_the_columns_mean()
    {
        using var result = await AnImport.OfAsync(Named, ImportFormat.Csv);

        var first = result.Watches[0];
        Assert.Equal("https://a.example/x", first.Draft.Url);
        Assert.Equal("A; the \"first\"", first.Draft.Settings.Title);
        Assert.Equal(["News", "Tech"], first.GroupTitles);
        Assert.Equal((TimeSpan.FromMinutes(90), false), (first.Draft.Settings.TimeBetweenCheck.ToTimeSpan(), first.Draft.Settings.TimeBetweenCheckUseDefault));
        Assert.Equal(["#main"], first.Draft.Settings.IncludeFilters);
        Assert.Equal(["mailto://x@y.example", "json://h/1"], first.Draft.Settings.NotificationUrls);
        Assert.True(first.Draft.IsPaused);
    }

    [Fact]
    public async Task What_is_not_understood_is_named_with_its_row()
    {
        using var result = await AnImport.OfAsync(Named, ImportFormat.Csv);

        Assert.Equal(2, result.Watches.Count);
        Assert.True(result.Watches[1].Draft.Settings.TimeBetweenCheckUseDefault);
        result.Report.Has(ImportSeverity.NotCarriedOver, "row 1", "'Colour'");
        result.Report.Has(ImportSeverity.Refused, "row 3", "no address");
        result.Report.Has(ImportSeverity.NotCarriedOver, "row 4", "soon");
        result.Report.Has(ImportSeverity.NotCarriedOver, "row 4", "notification");
        result.Report.Has(ImportSeverity.NotCarriedOver, "row 4", "maybe");
    }

    [Fact]
    public async Task Rows_of_several_lines_keep_their_numbers()
    {
        using var result = await AnImport.OfAsync("url,ignore text\n\na.example,\"one\ntwo\"\nftp://b.example,\n", ImportFormat.Csv);

        Assert.Equal(["one", "two"], Assert.Single(result.Watches).Draft.Settings.IgnoreText);
        Assert.Equal("row 3", result.Watches[0].Place);
        result.Report.Has(ImportSeverity.Refused, "row 5", "ftp");
    }

    [Fact]
    public async Task A_table_without_names_is_read_by_where_the_addresses_are()
    {
        using var result = await AnImport.OfAsync("First,https://a.example/\nSecond,https://b.example/", ImportFormat.Csv);

        Assert.Equal(["https://a.example/", "https://b.example/"], result.Watches.Select(watch => watch.Draft.Url));
        result.Report.Has(ImportSeverity.NotCarriedOver, "row 1", "Column 1");
    }

    [Fact]
    public async Task A_person_can_say_what_a_column_means()
    {
        var mapping = ColumnMapping.Guess(["First", "https://a.example/", "2,5"]).With(0, ImportField.Title).With(2, ImportField.IntervalHours);

        using var result = await AnImport.OfAsync("First,https://a.example/,\"2,5\"", ImportFormat.Csv, columns: mapping);

        var settings = Assert.Single(result.Watches).Draft.Settings;
        Assert.Equal(("First", TimeSpan.FromMinutes(150)), (settings.Title, settings.TimeBetweenCheck.ToTimeSpan()));
    }

    [Theory]
    [InlineData("name,colour\na,b")]
    [InlineData("url,name\n\"https://a.example/")]
    public async Task A_table_that_gives_no_watch_says_why_or_gives_none(string text)
    {
        if (text.StartsWith("name", StringComparison.Ordinal))
            Assert.Contains("url", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(text, ImportFormat.Csv))).Message, StringComparison.Ordinal);
        else
            Assert.Single((await AnImport.OfAsync(text, ImportFormat.Csv)).Watches);
    }

    [Fact]
    public async Task A_quotation_mark_without_end_does_not_swallow_what_stands_before()
    {
        using var result = await AnImport.OfAsync($"url,name\na.example,A\nb.example,\"{new string('x', 200_000)}", ImportFormat.Csv);

        Assert.Single(result.Watches);
        result.Report.Has(ImportSeverity.Refused, "table", "quotation");
    }

    [Fact]
    public async Task A_workbook_is_read_like_a_table()
    {
        var workbook = AWorkbook.Of([["url", "title", "interval (h)", "browser"], ["a.example", "A & B", 1.5, true], ["ftp://b.example", "", 2, false]]);

        using var result = await AnImport.OfAsync(workbook, fileName: "mine.xlsx");

        Assert.Equal(ImportFormat.Xlsx, result.Format);
        var watch = Assert.Single(result.Watches);
        Assert.Equal(("https://a.example/", "A & B", TimeSpan.FromMinutes(90), "html_webdriver"),
            (watch.Draft.Url, watch.Draft.Settings.Title, watch.Draft.Settings.TimeBetweenCheck.ToTimeSpan(), watch.Draft.Settings.FetchBackend));
        result.Report.Has(ImportSeverity.Refused, "row 3", "ftp");
    }

    [Fact]
    public async Task An_export_of_Wachete_is_understood()
    {
        object[] names = ["Name", "URL", "Type", "XPath", "Interval (min)", "Dynamic wachet", "Folder"];
        var workbook = AWorkbook.Of([names, ["One", "https://a.example/", "Portion", "/html/body/p", 1440, true, "Work"], ["Two", "https://b.example/", "Page", "", 10, false, ""]]);

        using var result = await AnImport.OfAsync(workbook, ImportFormat.Xlsx, columns: ColumnMapping.Wachete([.. names.Cast<string>()]));

        var first = result.Watches[0];
        Assert.Equal(("One", "https://a.example/", TimeSpan.FromDays(1), "html_webdriver"),
            (first.Draft.Settings.Title, first.Draft.Url, first.Draft.Settings.TimeBetweenCheck.ToTimeSpan(), first.Draft.Settings.FetchBackend));
        Assert.Equal(["/html/body/p"], first.Draft.Settings.IncludeFilters);
        Assert.Equal(["Work"], first.GroupTitles);
        Assert.Equal("html_requests", result.Watches[1].Draft.Settings.FetchBackend);
        result.Report.Has(ImportSeverity.NotCarriedOver, "row 1", "'Type'");
    }

    [Fact]
    public async Task The_first_rows_can_be_shown_before_anything_is_imported()
    {
        var rows = await ImportReader.ReadTableHeadAsync(new MemoryStream(AWorkbook.Of([["url"], ["a.example"], ["b.example"]])), ImportFormat.Xlsx, 2, TestContext.Current.CancellationToken);

        Assert.Equal(["url", "a.example"], rows.Select(row => row.Cells[0]));
    }

    [Fact]
    public async Task A_damaged_workbook_is_refused()
    {
        var workbook = AWorkbook.Of([["url"], ["a.example"]]);

        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(workbook[..(workbook.Length / 2)], ImportFormat.Xlsx));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync("PK\u0003\u0004nothing", ImportFormat.Xlsx));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(new byte[100], ImportFormat.Xlsx));
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_very_much_is_refused()
    {
        var workbook = AWorkbook.Of([["url"]], padding: 140);

        Assert.Contains("unpacked", (await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(workbook, ImportFormat.Xlsx))).Message, StringComparison.Ordinal);
    }
}
