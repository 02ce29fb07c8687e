using System.Diagnostics;
using System.Net;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Worker.Egress;

/// <summary>Files are watched only where the operator says so, and only those within one folder.</summary>
public sealed class FilePageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public FilePageTests()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "in"));
        File.WriteAllText(Path.Combine(Folder, "in", "page.html"), "<p>hello");
        File.WriteAllText(_directory.File("secret.txt"), "secret");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => _directory.File("pages");

    private WatchUrlRules Rules => new() { FileFolder = Folder };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_of_the_folder_is_a_page_of_its_type()
    {
        var page = Assert.IsType<FetchResult.Page>(await FetchAsync("pages/in/page.html"));

        Assert.Equal(("<p>hello", "text/html", 200), (Encoding.UTF8.GetString(page.Content.Bytes.Span), page.Content.ContentType, page.Content.StatusCode));
    }

    [Theory]
    [InlineData("secret.txt")]
    [InlineData("pages/../secret.txt")]
    [InlineData("pages/in/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("pagesx/page.html")]
    [InlineData("pages")]
    public async Task What_lies_elsewhere_is_denied(string path) => Denied(await FetchAsync(path));

    [Theory]
    [InlineData("link.txt", "../secret.txt")]
    [InlineData("link", "..", "/secret.txt")]
    [InlineData("passwd", "/etc/passwd")]
    public async Task What_a_link_leads_to_elsewhere_is_denied(string link, string target, string behind = "")
    {
        File.CreateSymbolicLink(Path.Combine(Folder, link), target);

        Denied(await FetchAsync($"pages/{link}{behind}"));
    }

    [Fact]
    public async Task A_link_within_the_folder_is_followed()
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "link.html"), "in/page.html");

        Assert.IsType<FetchResult.Page>(await FetchAsync("pages/link.html"));
    }

    [Fact]
    public async Task What_is_no_file_with_a_content_is_not_even_opened()
    {
        using var made = Process.Start("mkfifo", [Path.Combine(Folder, "pipe")]);
        await made.WaitForExitAsync(Cancel);
        await File.WriteAllTextAsync(Path.Combine(Folder, "large.txt"), new string('x', 1025), Cancel);

        Assert.Equal(CheckFailure.EmptyReply, Assert.IsType<FetchResult.Failed>(await FetchAsync("pages/pipe")).Failure);
        Assert.Equal(CheckFailure.EmptyReply, Assert.IsType<FetchResult.Failed>(await FetchAsync("pages/in")).Failure);
        Assert.Equal(CheckFailure.TooLarge, Assert.IsType<FetchResult.Failed>(await FetchAsync("pages/large.txt")).Failure);
        Assert.Equal(CheckFailure.ConnectionFailed, Assert.IsType<FetchResult.Failed>(await FetchAsync("pages/gone.txt")).Failure);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("file:/etc/passwd")]
    [InlineData("FILE:///etc/passwd")]
    [InlineData("source:file:///etc/passwd")]
    public void Without_the_switch_no_file_is_taken(string url)
    {
        Assert.False(WatchUrl.TryParse(url, out _, out var problem));

        Assert.Equal("file:// type access is denied for security reasons.", problem);
    }

    [Theory]
    [InlineData("file://host/pages/page.html")]
    [InlineData("file://localhost{0}/in/page.html")]
    [InlineData("file:{0}/in/page.html")]
    [InlineData("file://{0}/in/page.html?x")]
    [InlineData("file://{0}/in/page.html%00.txt")]
    [InlineData("file://{{{{ '{0}' }}}}/in/page.html")]
    public void Only_the_plain_form_is_taken(string form)
    {
        var url = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Folder);

        Assert.False(WatchUrl.TryParse(url, TimeProvider.System, Rules, out _, out _), url);
    }

    [Fact]
    public async Task The_api_takes_a_file_of_the_folder_and_no_other()
    {
        using var open = new ApiHost(("ALLOW_FILE_URI", "true"), ("FILE_URI_FOLDER", Folder));
        var good = $$"""{"url":"file://{{Folder}}/in/page.html"}""";

        Assert.Equal(201, (int)(await open.V2Async(HttpMethod.Post, "watches", good, Cancel)).Status);
        var refused = await open.V2Async(HttpMethod.Post, "watches", """{"url":"file:///etc/passwd"}""", Cancel);

        Assert.Equal(400, (int)refused.Status);
        Assert.Contains("file:// type access is denied for security reasons.", refused.Body.ToJsonString(), StringComparison.Ordinal);
        await open.WatchAsync(new { url = $"file://{Folder}/in/page.html" }, Cancel);
    }

    private static void Denied(FetchResult result) =>
        Assert.Equal((CheckFailure.AddressRefused, "file:// type access is denied for security reasons."), result is FetchResult.Failed failed ? (failed.Failure, failed.Detail) : default);

    private async Task<FetchResult> FetchAsync(string path)
    {
        var options = Options.Create(new FetchOptions { MaxBytes = 1024 });
        using var clients = new FetchClients(AnEgress.Open(), options, new WebProxy(), TimeProvider.System);
        var watch = new Watch { Id = WatchId.New(TimeProvider.System), CreatedAt = default, Url = $"file://{_directory.Path}/{path}" };
        return await new PageFetcher(clients, options, Rules, TimeProvider.System).FetchAsync(new FetchOrder(watch, new GlobalSettings()), Cancel);
    }
}
