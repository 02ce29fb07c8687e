using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>What a person does with the page, in a real Chromium, in every shape the product runs in.</summary>
public sealed class BrowserJourneyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Shape.OneProcess)]
    [InlineData(Shape.Distributed)]
    public async Task A_pasted_page_is_checked_live_and_its_change_is_read_in_the_history(Shape shape)
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        var gate = origin.SaysWhenOpened("/news", "<title>The news</title><h1>News</h1><p>one</p><p>two</p><p>three</p>");
        await using var installation = await Installation.StartAsync(shape, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.IsLiveAsync();
        await browser.Page.EvaluateAsync("() => window.wasNeverReloaded = true");

        await browser.WatchAsync(origin.Url("/news"));
        await browser.StatusIsAsync("/news", "Checking");
        gate.SetResult();
        await browser.StatusIsAsync("The news", "Checked");
        origin.Says("/news", "<title>The news</title><h1>News</h1><p>one</p><p>2 <b>&lt;i&gt;</b></p><p>three</p>");
        await browser.PressAsync("The news", "Recheck");
        await browser.StatusIsAsync("The news", "Changed");
        await Expect(browser.Page.Locator("[data-count=unread]")).ToHaveTextAsync("1");
        Assert.True(await browser.Page.EvaluateAsync<bool>("() => window.wasNeverReloaded === true"));
        Assert.Empty(browser.Complaints);

        await browser.PressAsync("The news", "History");
        await Expect(browser.Page.Locator("del.line")).ToHaveTextAsync("two");
        await Expect(browser.Page.Locator("ins.line")).ToHaveTextAsync("2 <i>");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Watches", Exact = true }).ClickAsync();
        await browser.StatusIsAsync("The news", "Checked");
        await Expect(browser.Page.Locator("[data-count=unread]")).ToHaveTextAsync("0");
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData(Shape.OneProcess)]
    [InlineData(Shape.Distributed)]
    public async Task A_watch_is_paused_muted_edited_and_deleted_from_the_page(Shape shape)
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/a", "<title>Page A</title><nav>menu</nav><main><p>text</p></main>");
        origin.Says("/b", "<title>Page B</title><nav>menu</nav><main><p>other text</p></main>");
        await using var installation = await Installation.StartAsync(shape, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.WatchAsync(origin.Url("/a"));
        await browser.StatusIsAsync("Page A", "Checked");

        await browser.PressAsync("Page A", "Pause");
        await Expect(browser.Row("Page A").Locator("[data-part=paused]")).ToBeVisibleAsync();
        await browser.PressAsync("Page A", "Mute");
        await Expect(browser.Row("Page A").Locator("[data-part=muted]")).ToBeVisibleAsync();
        await browser.PressAsync("Page A", "Resume");
        await Expect(browser.Row("Page A").Locator("[data-part=paused]")).ToBeHiddenAsync();

        await browser.PressAsync("Page A", "Edit");
        await browser.Page.GetByLabel("Address").FillAsync(origin.Url("/b"));
        await browser.Page.GetByLabel("Title").FillAsync("My page");
        await browser.Page.GetByLabel("Use the global interval").UncheckAsync();
        await browser.Page.GetByLabel("Minutes").FillAsync("7");
        await browser.Page.GetByLabel("Watch only these parts").FillAsync("main");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(browser.Page).ToHaveURLAsync(installation.Address.AbsoluteUri);
        await browser.StatusIsAsync("My page", "Changed");
        await browser.PressAsync("My page", "History");
        await Expect(browser.Page.Locator("ins.line")).ToHaveTextAsync("other text");
        await browser.Page.GetByText("Edit watch").ClickAsync();
        Assert.Equal("7", await browser.Page.GetByLabel("Minutes").InputValueAsync());
        Assert.False(await browser.Page.GetByLabel("Use the global interval").IsCheckedAsync());

        await browser.Page.GetByText("Cancel").ClickAsync();
        await browser.PressAsync("My page", "Delete");
        await Expect(browser.Row("My page")).ToHaveCountAsync(0);
        await Expect(browser.Page.GetByText("Nothing is watched yet.")).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_change_is_found_by_the_interval_alone()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Clock</title><p>one</p>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Clock", "Checked");
        await browser.PressAsync("Clock", "Edit");
        await browser.Page.GetByLabel("Use the global interval").UncheckAsync();
        await browser.Page.GetByLabel("Seconds").FillAsync("3");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(browser.Page).ToHaveURLAsync(installation.Address.AbsoluteUri);

        origin.Says("/", "<title>Clock</title><p>two</p>");

        await browser.StatusIsAsync("Clock", "Changed");
    }

    [Fact]
    public async Task A_real_document_is_watched_and_one_edited_sentence_arrives()
    {
        var documents = Programs.RequireDocuments("postgresql-doc-15", "/usr/share/doc/postgresql-doc-15/html");
        using var copy = new TemporaryDirectory();
        foreach (var page in new[] { "index.html", "sql-select.html", "wal-configuration.html", "functions-string.html" })
            File.Copy(Path.Combine(documents, page), copy.File(page));
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.ServesFolder(copy.Path);
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        foreach (var page in new[] { "index.html", "sql-select.html", "wal-configuration.html", "functions-string.html" })
        {
            await browser.WatchAsync(origin.Url(page));
            await browser.StatusIsAsync(page, "Checked");
        }

        var file = copy.File("sql-select.html");
        var text = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, text.Replace("retrieves rows from zero or more tables", "brings rows from no table or many", StringComparison.Ordinal), Cancel);
        await browser.PressAsync("sql-select.html", "Recheck");
        await browser.StatusIsAsync("sql-select.html", "Changed");
        await browser.PressAsync("functions-string.html", "Recheck");
        await browser.PressAsync("sql-select.html", "History");

        await Expect(browser.Page.Locator("ins.line")).ToContainTextAsync("brings rows from no table or many");
        await Expect(browser.Page.Locator("del.line")).ToContainTextAsync("retrieves rows from zero or more tables");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Watches", Exact = true }).ClickAsync();
        await browser.StatusIsAsync("functions-string.html", "Checked");
    }
}
