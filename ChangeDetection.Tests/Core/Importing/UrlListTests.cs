using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Lists of addresses, one a line.</summary>
public sealed class UrlListTests
{
    [Fact]
    public async Task Each_line_is_a_watch_with_the_groups_behind_it()
    {
        using var result = await AnImport.OfAsync("# mine\r\n\r\nhttps://a.example/x News, tech ,news\nb.example\nlocalhost:8080/x\tlab\nsource:c.example\n", ImportFormat.UrlList);

        Assert.Equal(["https://a.example/x", "https://b.example/", "https://localhost:8080/x", "source:https://c.example/"], result.Watches.Select(watch => watch.Draft.Url));
        Assert.Equal(["News", "tech"], result.Watches[0].GroupTitles);
        Assert.Equal(["lab"], result.Watches[2].GroupTitles);
        Assert.Equal("line 3", result.Watches[0].Place);
        Assert.Empty(result.Report.Notes);
    }

    [Theory]
    [InlineData("ftp://a.example/", "ftp")]
    [InlineData("file:///etc/passwd", "file")]
    [InlineData("javascript:alert(1)", "scheme")]
    [InlineData("https://user:secret@a.example/", "password")]
    [InlineData("http://a.example\\@b.example/", "backslash")]
    public async Task A_line_that_is_no_address_is_reported_with_its_number_and_the_others_stay(string line, string reason)
    {
        using var result = await AnImport.OfAsync($"https://a.example/\n{line}\nhttps://b.example/", ImportFormat.UrlList);

        Assert.Equal(2, result.Watches.Count);
        result.Report.Has(ImportSeverity.Refused, "line 2", reason);
    }

    [Fact]
    public async Task An_address_with_templates_keeps_its_spaces()
    {
        using var result = await AnImport.OfAsync("https://a.example/{% now 'UTC', '%Y' %}/x one, two", ImportFormat.UrlList);

        var watch = Assert.Single(result.Watches);
        Assert.Equal("https://a.example/{% now 'UTC', '%Y' %}/x", watch.Draft.Url);
        Assert.Equal(["one", "two"], watch.GroupTitles);
    }

    [Fact]
    public async Task A_list_from_an_older_Windows_machine_is_understood()
    {
        using var result = await AnImport.OfAsync([.. "https://a.example/ Gr"u8, 0xFC, .. "n"u8], ImportFormat.UrlList);

        Assert.Equal(["Grün"], Assert.Single(result.Watches).GroupTitles);
    }

    [Fact]
    public async Task Notes_beyond_the_most_are_only_counted()
    {
        using var result = await AnImport.OfAsync(string.Concat(Enumerable.Repeat("ftp://a.example\n", ImportReport.MostNotes + 5)), ImportFormat.UrlList);

        Assert.Equal((ImportReport.MostNotes, 5), (result.Report.Notes.Count, result.Report.OnlyCounted));
    }
}
