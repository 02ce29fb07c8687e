using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>How a person sets schedule, request and load on the pages, also on a narrow screen.</summary>
public sealed class ScheduleJourneyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(int width)
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Page</title><p>text</p>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address, width);
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Page", "Checked");
        await browser.PressAsync("Page", "Edit");
        await browser.Page.GetByLabel("Use the global interval").UncheckAsync();
        await OpenAllAsync(browser.Page);
        await browser.Page.GetByLabel("Check only in weekly windows").CheckAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Business hours" }).ClickAsync();
        await browser.Page.Locator("[name='schedule.tuesday.hours']").FillAsync("0");
        await browser.Page.GetByLabel("Cron expression instead").FillAsync("61 * * * *");
        await browser.Page.GetByLabel("Headers").FillAsync("nonsense");
        await browser.Page.GetByLabel("No scheduled checks before").FillAsync("2099-01-01T09:30");
        await browser.IsSoundAsync();

        await SaveAsync(browser.Page);

        await Expect(browser.Page.Locator("[data-field='checkCron']")).ToContainTextAsync("needs five fields");
        await Expect(browser.Page.Locator("[data-field='schedule.tuesday.hours']")).ToContainTextAsync("Give the window on Tuesday a duration");
        await Expect(browser.Page.Locator("[data-field='headers']")).ToContainTextAsync("Line 1 is no header");
        await Expect(browser.Page.GetByLabel("Cron expression instead")).ToHaveValueAsync("61 * * * *");
        await Expect(browser.Page.GetByLabel("Cron expression instead")).ToBeFocusedAsync();

        await browser.Page.GetByLabel("Cron expression instead").FillAsync("0 9 * * 1-5");
        await browser.Page.Locator("[name='schedule.tuesday.hours']").FillAsync("9");
        await browser.Page.GetByLabel("Headers").FillAsync("Accept-Language: de");
        await browser.Page.GetByLabel("Accept any certificate").CheckAsync();
        await SaveAsync(browser.Page);
        await Expect(browser.Row("Page").Locator("[data-part=unverified]")).ToBeVisibleAsync();

        await browser.PressAsync("Page", "Edit");
        await Expect(browser.Page.GetByText("Certificate not checked.")).ToBeVisibleAsync();
        await Expect(browser.Page.GetByLabel("Cron expression instead")).ToHaveValueAsync("0 9 * * 1-5");
        await Expect(browser.Page.Locator("[name='schedule.tuesday.hours']")).ToHaveValueAsync("9");
        await Expect(browser.Page.Locator("[name='schedule.monday.start']")).ToHaveValueAsync("09:00");
        Assert.False(await browser.Page.Locator("[name='schedule.sunday.isEnabled']").IsCheckedAsync());
        await Expect(browser.Page.GetByLabel("No scheduled checks before")).ToHaveValueAsync("2099-01-01T09:30");
        await Expect(browser.Page.GetByLabel("Headers")).ToHaveValueAsync("Accept-Language: de");

        await browser.Page.GetByLabel("Headers").FillAsync("Authorization: hunter2");
        await SaveAsync(browser.Page);
        await browser.PressAsync("Page", "Edit");
        await Expect(browser.Page.GetByLabel("Headers")).ToHaveValueAsync("Authorization: ***");
        await browser.Page.GetByLabel("Title").FillAsync("Page");
        await SaveAsync(browser.Page);
        await browser.PressAsync("Page", "Edit");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show the values behind" }).ClickAsync();
        await Expect(browser.Page.GetByLabel("Headers")).ToHaveValueAsync("Authorization: hunter2");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task The_installations_load_and_proxies_are_set_and_a_password_stays_masked(int width)
    {
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address, width);
        await browser.Page.GotoAsync("/settings");
        await OpenAllAsync(browser.Page);
        await browser.Page.GetByLabel("Check only in weekly windows").CheckAsync();
        await browser.IsSoundAsync();
        await browser.Page.GetByLabel("Proxies").FillAsync("Office http://user:secret@proxy.example.com:3128");
        await browser.Page.GetByLabel("Hosts with limits").FillAsync("example.com");
        await SaveAsync(browser.Page);
        await Expect(browser.Page.Locator("[data-field='hostRules']")).ToContainTextAsync("has no limit");
        await Expect(browser.Page.GetByLabel("Proxies")).ToHaveValueAsync("Office http://user:secret@proxy.example.com:3128");

        await browser.Page.GetByLabel("Hosts with limits").FillAsync("example.com checks=1 gap=30");
        for (var turn = 0; turn < 2; turn++)
        {
            await SaveAsync(browser.Page);
            await Expect(browser.Page.GetByText("Saved.")).ToBeVisibleAsync();
            await browser.Page.ReloadAsync();
            await Expect(browser.Page.GetByLabel("Proxies")).ToHaveValueAsync("Office http://user:***@proxy.example.com:3128");
        }

        await Expect(browser.Page.GetByLabel("Hosts with limits")).ToHaveValueAsync("example.com checks=1 gap=30");
        await Expect(browser.Page.GetByLabel("Check only in weekly windows")).ToBeCheckedAsync();
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

    private static async Task OpenAllAsync(IPage page)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))");
        await Expect(page.Locator("details:not([open])")).ToHaveCountAsync(0);
    }
}
