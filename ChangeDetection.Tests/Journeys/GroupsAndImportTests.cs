using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>Groups, imports and icons as a person meets them.</summary>
public sealed class GroupsAndImportTests
{
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGUlEQVR4nGP4z8DwnxTMMKphVMOohoGkAQCQ8P8BFrZ0jwAAAABJRU5ErkJggg==";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_makes_a_group_imports_a_table_and_sees_watches_join_with_their_icons()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/a", "<p>text</p>");
        origin.Says("/b", "<p>text</p>");
        origin.Answers("/favicon.ico", context => context.Response.Body.WriteAsync(Convert.FromBase64String(Picture), context.RequestAborted).AsTask());
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        var page = browser.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = "Groups", Exact = true }).ClickAsync();
        await page.GetByLabel("Make a group").FillAsync("Local");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make" }).ClickAsync();
        await page.GetByLabel("Addresses that join by themselves").FillAsync("127.0.0.1");
        await page.GetByLabel("Colour", new() { Exact = true }).FillAsync("red");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("A colour is written in hexadecimal digits")).ToBeVisibleAsync();
        await page.GetByLabel("Colour", new() { Exact = true }).FillAsync("#e03131");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".group-list")).ToContainTextAsync("Local");

        await page.GotoAsync(new Uri(installation.Address, "import").AbsoluteUri);
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = "pages.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"Where,What\n{origin.Url("/a")},Page A\n{origin.Url("/b")},Page B\nfile:///x,Bad\n"),
        });
        await page.GetByLabel("Meaning of column 1").SelectOptionAsync("url");
        await page.GetByLabel("Meaning of column 2").SelectOptionAsync("title");
        await page.GetByLabel("The first row names the columns").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try without storing" }).ClickAsync();
        await Expect(page.GetByText("What an import would do")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Imported" })).ToBeVisibleAsync();
        await Expect(page.Locator("#report-notes")).ToContainTextAsync("file:///x");

        await page.GetByRole(AriaRole.Link, new() { Name = "To the watches" }).ClickAsync();
        await browser.StatusIsAsync("Page A", "Checked");
        var row = page.Locator("#watches tbody tr", new() { HasText = "Page A" });
        await Expect(row.Locator(".group")).ToHaveTextAsync("Local");
        await Expect(row.Locator("img.icon")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^api/v2/icons/[0-9a-f]{32}$"));
        await Eventually.HoldsAsync(async () => await row.Locator("img.icon").EvaluateAsync<int>("image => image.naturalWidth") == 16, Cancel);
        // The one refused save.
        Assert.Contains("400", Assert.Single(browser.Complaints), StringComparison.Ordinal);
    }
}
