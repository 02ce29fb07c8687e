using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>The jobs files of urlwatch.</summary>
public sealed class UrlwatchTests
{
    [Fact]
    public async Task Each_document_is_a_job()
    {
        using var result = await AnImport.OfAsync("""
            name: "One"
            url: https://a.example/x
            headers:
              X-Key: value
              "Bad Name": x
            cookies: {a: "1", b: "2"}
            data: {q: "x y"}
            ssl_no_verify: true
            tags: [News, tech]
            ---
            name: Two
            navigate: https://b.example/
            enabled: false
            ---
            command: ls /
            ---
            url: file:///etc/passwd
            ---
            """);

        Assert.Equal(ImportFormat.Urlwatch, result.Format);
        Assert.Equal(["https://a.example/x", "https://b.example/"], result.Watches.Select(watch => watch.Draft.Url));
        var (one, two) = (result.Watches[0], result.Watches[1]);
        Assert.Equal(("One", "POST", "q=x%20y", false), (one.Draft.Settings.Title, one.Draft.Settings.Method, one.Draft.Settings.Body, one.Draft.Settings.VerifyTls));
        Assert.Equal(("value", "a=1; b=2", "application/x-www-form-urlencoded"), (one.Draft.Settings.Headers["X-Key"], one.Draft.Settings.Headers["Cookie"], one.Draft.Settings.Headers["Content-Type"]));
        Assert.Equal(["News", "tech"], one.GroupTitles);
        Assert.Equal((true, "html_webdriver"), (two.Draft.IsPaused, two.Draft.Settings.FetchBackend));
        result.Report.Has(ImportSeverity.NotCarriedOver, "line 1", "Bad Name");
        result.Report.Has(ImportSeverity.Refused, "line 15", "command");
        result.Report.Has(ImportSeverity.Refused, "line 17", "file");
    }

    [Theory]
    [InlineData("css: '#main'", "#main")]
    [InlineData("css: {selector: '#main', exclude: '.ad'}", "#main")]
    [InlineData("xpath: //h1", "//h1")]
    [InlineData("xpath: {path: count(//h1)}", "xpath:count(//h1)")]
    [InlineData("jq: .a", "jq:.a")]
    [InlineData("jsonpath: $.a", "json:$.a")]
    [InlineData("element-by-id: 'a\"b'", "[id=\"a\\\"b\"]")]
    [InlineData("element-by-class: x", "[class~=\"x\"]")]
    [InlineData("element-by-style: 'a: b'", "[style=\"a: b\"]")]
    [InlineData("element-by-tag: table", "table")]
    public async Task A_filter_that_chooses_elements_is_an_include_filter(string filter, string expected)
    {
        using var result = await AnImport.OfAsync($"url: https://a.example/\nfilter:\n  - {filter}\n");

        Assert.Equal([expected], Assert.Single(result.Watches).Draft.Settings.IncludeFilters);
        Assert.Empty(result.Report.Notes);
    }

    [Fact]
    public async Task Filters_of_lines_have_their_equivalents()
    {
        using var result = await AnImport.OfAsync("""
            url: https://a.example/
            filter:
              - css: {selector: main, exclude: nav}
              - html2text
              - grep: price
              - grepi: "^ad .*"
              - grepi: cookies
              - strip
              - sort
              - remove-duplicate-lines
            """);

        var settings = Assert.Single(result.Watches).Draft.Settings;
        Assert.Equal(["nav"], settings.SubtractiveSelectors);
        Assert.Equal(["price"], settings.ExtractLinesContaining);
        Assert.Equal(["/^ad .*/u", "cookies"], settings.IgnoreText);
        Assert.Equal((true, true, true, (bool?)true), (settings.SortTextAlphabetically, settings.TrimTextWhitespace, settings.RemoveDuplicateLines, settings.StripIgnoredLines));
        Assert.All(result.Report.Notes, note => Assert.Contains("any case", note.What, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expression_to_keep_lines_by_extracts_whole_lines()
    {
        using var result = await AnImport.OfAsync("url: https://a.example/\nfilter:\n  - grep: 'a+b'\n  - grep: 'c+(d)'\n");

        Assert.Equal(["/^.*(?:a+b).*$/m"], Assert.Single(result.Watches).Draft.Settings.ExtractText);
        result.Report.Has(ImportSeverity.NotCarriedOver, "line 1", "c+(d)");
    }

    [Fact]
    public async Task What_has_no_equivalent_is_named()
    {
        using var result = await AnImport.OfAsync("""
            url: https://a.example/
            filter:
              - css: a
              - xpath: //b
              - shellpipe: rm -rf /
              - re.sub: {pattern: a, repl: b}
              - css: {selector: c, maxitems: 3}
            diff_filter: [strip]
            http_proxy: http://user:secret@p.example/
            method: patch
            max_tries: 3
            """);

        var settings = Assert.Single(result.Watches).Draft.Settings;
        Assert.Equal(["a"], settings.IncludeFilters);
        Assert.Equal("GET", settings.Method);
        foreach (var words in (string[])["//b", "shellpipe", "re.sub", "maxitems", "diff_filter", "http_proxy", "PATCH", "max_tries"])
            result.Report.Has(ImportSeverity.NotCarriedOver, "line 1", words);
        Assert.DoesNotContain(result.Report.Notes, note => note.What.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_oldest_notation_of_filters_is_understood()
    {
        using var result = await AnImport.OfAsync("url: https://a.example/\nfilter: element-by-id:main,html2text,sort\n");

        var settings = Assert.Single(result.Watches).Draft.Settings;
        Assert.Equal(["[id=\"main\"]"], settings.IncludeFilters);
        Assert.True(settings.SortTextAlphabetically);
    }

    [Fact]
    public async Task A_mistake_keeps_the_jobs_before_it()
    {
        using var result = await AnImport.OfAsync("url: https://a.example/\n---\nurl: [unclosed\n---\nurl: https://c.example/\n");

        Assert.Equal(["https://a.example/"], result.Watches.Select(watch => watch.Draft.Url));
        Assert.Contains(result.Report.Notes, note => note.Severity == ImportSeverity.Refused);
    }

    [Fact]
    public async Task Neither_depth_nor_references_can_end_the_process()
    {
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(new string('[', 100_000), ImportFormat.Urlwatch));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync("url: https://a.example/\nfilter: &a [*a]\n", ImportFormat.Urlwatch));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync("a: &a [x,x]\nb: &b [*a,*a]\nfilter: [*b,*b]\n", ImportFormat.Urlwatch));
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync("url: 'open", ImportFormat.Urlwatch));
    }
}
