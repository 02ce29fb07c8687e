using ChangeDetection.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>What a person sees when something is wrong: a clear word at the place where they look, and a page that goes on.</summary>
public sealed class BrowserTroubleTests
{
    private static readonly (string Address, string Expected)[] UnusableAddresses =
    [
        ("", "Enter the address of a page"),
        ("news", "The address has no scheme; did you mean https://news ?"),
        ("ftp://example.com/", "The scheme ftp: is not supported"),
        ("javascript:alert(1)", "The address has no scheme"),
        ("http://user:secret@example.com/", "The address contains a user name or password"),
        ("http://exa mple.com/", "The address contains a space"),
        (@"http://example.com\@127.0.0.1/", "The address contains a backslash"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unusable_address_is_refused_beside_the_field()
    {
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);

        foreach (var (address, expected) in UnusableAddresses)
        {
            await browser.WatchAsync(address);

            await Expect(browser.Page.Locator("#add-problem")).ToContainTextAsync(expected);
            Assert.Equal(address, await browser.Page.Locator("#add-url").InputValueAsync());
        }

        await Expect(browser.Page.Locator("[data-count=all]")).ToHaveTextAsync("0");
    }

    [Fact]
    public async Task Each_way_a_page_can_fail_is_named_on_its_row_and_mends_itself()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/missing", "no", status: 404);
        origin.Says("/broken", "no", status: 500);
        origin.Says("/empty", "");
        origin.Says("/blank", "<html><body><script>1</script></body></html>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        var refused = $"http://127.0.0.1:{Ports.Free()}/refused";
        foreach (var address in new[] { origin.Url("/missing"), origin.Url("/broken"), origin.Url("/empty"), origin.Url("/blank"), refused, "http://nowhere.invalid/" })
            await browser.WatchAsync(address);

        await ErrorIsAsync(browser, "/missing", "Error - 404 (Page not found) received");
        await ErrorIsAsync(browser, "/broken", "Error - 500 (Internal server error) received from the web site");
        await ErrorIsAsync(browser, "/empty", "EmptyReply");
        await ErrorIsAsync(browser, "/blank", "no text found");
        await ErrorIsAsync(browser, "/refused", "refused the connection");
        await ErrorIsAsync(browser, "nowhere.invalid", "has no address");
        await Expect(browser.Page.Locator("[data-count=errors]")).ToHaveTextAsync("6");

        origin.Says("/missing", "<p>found</p>");
        await browser.PressAsync("/missing", "Recheck");
        await browser.StatusIsAsync("/missing", "Checked");
        await Expect(browser.Row("/missing").Locator("[data-part=error]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_rule_that_cannot_be_read_is_refused_beside_its_field_and_a_page_that_a_rule_blocks_says_why()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Tickets</title><p>sold out</p>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Tickets", "Checked");
        await browser.PressAsync("Tickets", "Edit");
        await browser.Page.GetByText("Rules for the text").ClickAsync();

        await browser.Page.GetByLabel("Watch only these parts").FillAsync("p[");
        await browser.Page.GetByLabel("Keep only what these patterns match").FillAsync("/price (/");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(browser.Page.Locator("[data-field=includeFilters]")).ToContainTextAsync("p[");
        await Expect(browser.Page.Locator("[data-field=extractText]")).ToContainTextAsync("price (");
        await browser.Page.GetByLabel("Watch only these parts").FillAsync("p");
        await browser.Page.GetByLabel("Keep only what these patterns match").FillAsync("");
        await browser.Page.GetByLabel("A change counts only while one of these is in the page").FillAsync("on sale");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(browser.Row("Tickets").Locator("[data-part=blocked]")).ToContainTextAsync("None of the trigger texts is in the page.");
        origin.Says("/", "<title>Tickets</title><p>on sale now</p>");
        await browser.PressAsync("Tickets", "Recheck");
        await browser.StatusIsAsync("Tickets", "Changed");
        await Expect(browser.Row("Tickets").Locator("[data-part=blocked]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Redis_away_is_said_on_the_page_and_taken_back_when_it_returns()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Patience</title><p>hello</p>");
        await using var installation = await Installation.StartAsync(Shape.Distributed, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.IsLiveAsync();

        await installation.Redis.KillAsync(Cancel);
        await Expect(browser.Page.Locator("#notices")).ToContainTextAsync("Redis cannot be reached");
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Patience", "Checked");
        await installation.Redis.RestartAsync(Cancel);

        await Expect(browser.Page.Locator("#notices")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_page_whose_server_was_away_catches_up_without_a_reload()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Steady</title><p>one</p>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Steady", "Checked");
        await browser.Page.EvaluateAsync("() => window.wasNeverReloaded = true");

        installation.KillApi();
        await Expect(browser.Page.Locator("#connection")).ToHaveTextAsync("Connection lost – trying again…");
        await Expect(browser.Page.GetByRole(AriaRole.Link, new() { Name = "Why?" })).ToBeVisibleAsync();
        await browser.PressAsync("Steady", "Recheck");
        await Expect(browser.Page.Locator(".toast")).ToContainTextAsync("The server cannot be reached");
        await installation.StartApiAsync(Cancel);
        origin.Says("/", "<title>Steady</title><p>two</p>");
        using (var client = installation.Client())
            await client.WatchAsync(origin.Url("/?second"), Cancel);

        await browser.IsLiveAsync();
        await browser.StatusIsAsync("/?second", "Checked");
        Assert.True(await browser.Page.EvaluateAsync<bool>("() => window.wasNeverReloaded === true"));
    }

    [Fact]
    public async Task No_page_has_a_barrier_that_axe_can_find_neither_light_nor_dark()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Open</title><p>one</p>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.WatchAsync(origin.Url("/missing"));
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Open", "Checked");
        origin.Says("/", "<title>Open</title><p>two</p>");
        await browser.PressAsync("Open", "Recheck");
        await browser.StatusIsAsync("Open", "Changed");
        await browser.StatusIsAsync("/missing", "Error");
        var row = await browser.Row("Open").GetAttributeAsync("data-watch");

        var made = await browser.Page.APIRequest.PostAsync("/api/v2/groups", new() { DataObject = new { title = "News", colour = "#4f8ef7", urlMatchPattern = "127.0.0.1" } });
        var group = (await made.JsonAsync())!.Value.GetProperty("id").GetString();

        foreach (var path in new[] { "/", $"/watches/{row}/history", $"/watches/{row}/edit", "/groups", $"/groups/{group}", "/import", "/backups", "/api", "/settings", "/no-such-page" })
        {
            await browser.Page.GotoAsync(path);
            await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Expect(browser.Page.Locator("form:not([method]) button[type=submit]:disabled")).ToHaveCountAsync(0);
            if (path == "/")
            {
                await browser.Page.Locator(".drawer > summary").ClickAsync();
                await browser.Row("Open").GetByRole(AriaRole.Checkbox).CheckAsync();
            }

            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await browser.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var result = await browser.Page.RunAxe();
                Assert.True(result.Violations.Length == 0, $"{path}, {scheme}: {string.Join('\n', result.Violations.Select(Describe))}");
            }
        }
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help} {string.Join(", ", violation.Nodes.Select(node => node.Html))}";

    private static Task ErrorIsAsync(ABrowser browser, string row, string expected) =>
        Expect(browser.Row(row).Locator("[data-part=error]")).ToContainTextAsync(expected);
}
