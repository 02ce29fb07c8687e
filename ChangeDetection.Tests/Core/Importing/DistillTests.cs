using System.Text.Json;
using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>The export of Distill.io, which has JSON within JSON.</summary>
public sealed class DistillTests
{
    [Fact]
    public async Task A_monitor_becomes_a_watch()
    {
        var config = JsonSerializer.Serialize(new
        {
            selections = new[]
            {
                new
                {
                    frames = new[]
                    {
                        new { index = 0, excludes = new[] { new { type = "css", expr = ".ad" } }, includes = new[] { new { type = "xpath", expr = "//h1" }, new { type = "css", expr = "#x" } } },
                    },
                },
            },
            dynamic = true,
            ignoreEmptyText = true,
        });
        var text = Export(new { name = " The name ", uri = "https://a.example/x", config, tags = new[] { "nice stuff", "nerd-news" }, content_type = 2, state = 40, schedule = """{"type":"INTERVAL","params":{"interval":4447}}""", ts = "2022-03-27T15:51:15.667Z" });

        using var result = await AnImport.OfAsync(text);

        Assert.Equal(ImportFormat.Distill, result.Format);
        var watch = Assert.Single(result.Watches);
        Assert.Equal(("The name", "https://a.example/x", "html_webdriver"), (watch.Draft.Settings.Title, watch.Draft.Url, watch.Draft.Settings.FetchBackend));
        Assert.Equal(["//h1", "#x"], watch.Draft.Settings.IncludeFilters);
        Assert.Equal([".ad"], watch.Draft.Settings.SubtractiveSelectors);
        Assert.Equal(["nice stuff", "nerd-news"], watch.GroupTitles);
        Assert.Equal((TimeSpan.FromSeconds(4447), false), (watch.Draft.Settings.TimeBetweenCheck.ToTimeSpan(), watch.Draft.Settings.TimeBetweenCheckUseDefault));
        Assert.Empty(result.Report.Notes);
    }

    [Fact]
    public async Task What_has_no_equivalent_is_named()
    {
        var frames = new object[] { new { index = 0, includes = new[] { new { type = "js", expr = "run()" } } }, new { index = 1, includes = new[] { new { type = "css", expr = "p" } } } };
        var text = Export(
            new { uri = "https://a.example/", config = JsonSerializer.Serialize(new { selections = new[] { new { frames } }, regexp = new { expr = "a+" } }), schedule = """{"type":"CRON","params":{"cron":"0 8 * * *"}}""", state = 30, rules = "x" },
            new { uri = "ftp://b.example/" },
            new { name = "no address" },
            new { uri = "https://c.example/", config = "{broken" },
            new { uri = "https://d.example/", is_deleted = true },
            new { uri = "https://e.example/", config = """{"dataAttr":"html","includeStyle":true}""" });

        using var result = await AnImport.OfAsync(text, ImportFormat.Distill);

        Assert.Equal(["https://a.example/", "https://c.example/", "https://e.example/"], result.Watches.Select(watch => watch.Draft.Url));
        foreach (var words in (string[])["run()", "frame", "regular expression", "CRON", "'rules'"])
            result.Report.Has(ImportSeverity.NotCarriedOver, "entry 1", words);
        result.Report.Has(ImportSeverity.Remark, "entry 1", "30");
        result.Report.Has(ImportSeverity.Refused, "entry 2", "ftp");
        result.Report.Has(ImportSeverity.Refused, "entry 3", "no address");
        result.Report.Has(ImportSeverity.NotCarriedOver, "entry 4", "'config'");
        result.Report.Has(ImportSeverity.Refused, "entry 5", "deleted");
        result.Report.Has(ImportSeverity.NotCarriedOver, "entry 6", "'html'");
        result.Report.Has(ImportSeverity.NotCarriedOver, "entry 6", "styles");
    }

    [Theory]
    [InlineData("{\"data\": [")]
    [InlineData("{\"client\": {}}")]
    [InlineData("\"text\"")]
    public async Task What_is_no_export_is_refused(string text) => await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(text, ImportFormat.Distill));

    [Fact]
    public async Task Entries_that_are_no_objects_and_half_characters_do_no_harm()
    {
        using var result = await AnImport.OfAsync("""{"data":[1,null,"x",{"uri":"https://a.example/","name":"a\ud800b"}]}""", ImportFormat.Distill);

        Assert.Equal("a\uFFFDb", Assert.Single(result.Watches).Draft.Settings.Title);
    }

    private static string Export(params object[] data) => JsonSerializer.Serialize(new { client = new { local = 1 }, data });
}
