using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>The queue as a person works it, with a worker in another process.</summary>
public sealed class QueueJourneyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_sees_what_runs_calls_it_off_and_pauses_the_queue()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.SaysWhenOpened("/slow", "never");
        origin.Says("/other", "<title>Other</title><p>text</p>");
        await using var installation = await Installation.StartAsync(Shape.Distributed, Cancel);
        await using var browser = await ABrowser.OpenAsync(installation.Address);
        await browser.WatchAsync(origin.Url("/slow"));
        await browser.StatusIsAsync("/slow", "Checking");

        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Queue", Exact = true }).ClickAsync();
        await Expect(Row(browser, "/slow")).ToBeVisibleAsync();
        await Row(browser, "/slow").GetByRole(AriaRole.Button, new() { Name = "Call off" }).ClickAsync();
        await Expect(Row(browser, "/slow")).ToBeHiddenAsync();

        await PressAsync(browser, "Pause the queue");
        await Expect(browser.Page.GetByText("The queue is paused")).ToBeVisibleAsync();
        await PressAsync(browser, "Resume the queue");
        await Expect(browser.Page.GetByText("The queue is paused")).ToBeHiddenAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Watches", Exact = true }).ClickAsync();
        await browser.StatusIsAsync("/slow", "Waiting");
        await browser.WatchAsync(origin.Url("/other"));
        await browser.StatusIsAsync("Other", "Checked");
        Assert.Empty(browser.Complaints);
    }

    private static ILocator Row(ABrowser browser, string path) => browser.Page.Locator("table.queue tr", new() { HasText = path });

    private static Task PressAsync(ABrowser browser, string name) => browser.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
