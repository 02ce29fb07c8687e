using ChangeDetection.Core.Importing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Links in a directory: they may lead about in it, and nowhere else.</summary>
public sealed class DatastoreLinkTests
{
    private const string Watch = """{"url":"https://a.example/"}""";

    [Fact]
    public async Task A_link_that_leads_out_is_not_followed()
    {
        using var outside = new TemporaryDirectory();
        File.WriteAllText(outside.File("secret.txt"), "X-Secret: 1");
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Watch).WithLink($"{ADatastore.One}/headers.txt", outside.File("secret.txt"))
            .With($"{ADatastore.One}/history.txt", "1600000000,a.txt\n").WithLink($"{ADatastore.One}/a.txt", $"../../{Path.GetFileName(outside.Path)}/secret.txt");

        using var result = await datastore.ReadAsync();

        var watch = Assert.Single(result.Watches);
        Assert.Empty(watch.Draft.Settings.Headers);
        Assert.Empty(await watch.VersionsAsync());
        result.Report.Has(ImportSeverity.Refused, $"{ADatastore.One}/headers.txt", "link");
        result.Report.Has(ImportSeverity.Refused, $"{ADatastore.One}/a.txt", "link");
    }

    [Fact]
    public async Task A_folder_that_is_a_link_out_is_no_watch()
    {
        using var outside = new TemporaryDirectory();
        File.WriteAllText(outside.File("watch.json"), Watch);
        using var datastore = ADatastore.Newest().WithLink(ADatastore.One, outside.Path);

        using var result = await datastore.ReadAsync();

        Assert.Empty(result.Watches);
        result.Report.Has(ImportSeverity.Refused, ADatastore.One, "link");
    }

    [Fact]
    public async Task A_link_through_another_link_is_judged_by_where_it_ends()
    {
        using var outside = new TemporaryDirectory();
        File.WriteAllText(outside.File("secret.txt"), "X-Secret: 1");
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Watch).WithLink("elsewhere", outside.Path).WithLink($"{ADatastore.One}/headers.txt", "../elsewhere/secret.txt");

        using var result = await datastore.ReadAsync();

        Assert.Empty(Assert.Single(result.Watches).Draft.Settings.Headers);
    }

    [Fact]
    public async Task Links_within_the_datastore_and_to_it_are_followed()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Watch).With("shared.txt", "X-Shared: 1").WithLink($"{ADatastore.One}/headers.txt", "../shared.txt");
        using var elsewhere = new TemporaryDirectory();
        Directory.CreateSymbolicLink(elsewhere.File("data"), datastore.Path);

        using var result = await AnImport.OfDirectoryAsync(elsewhere.File("data"));

        Assert.Equal("1", Assert.Single(result.Watches).Draft.Settings.Headers["X-Shared"]);
    }

    [Fact]
    public async Task Links_in_a_circle_and_into_nothing_do_no_harm()
    {
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, Watch).WithLink($"{ADatastore.One}/a.txt", "b.txt").WithLink($"{ADatastore.One}/b.txt", "a.txt").WithLink(ADatastore.Two, "nowhere");

        using var result = await datastore.ReadAsync();

        Assert.Single(result.Watches);
    }
}
