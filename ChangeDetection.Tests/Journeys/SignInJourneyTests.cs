using System.Text.RegularExpressions;
using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>How people come in and go, in a real browser: the first password, a viewer beside the admin, a shared difference, signing out.</summary>
public sealed class SignInJourneyTests
{
    private const string Password = "correct horse battery";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task From_the_first_password_to_signing_out_everywhere(int width)
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Page</title><p>alpha</p>");
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel);
        await using var admin = await ABrowser.OpenAsync(installation.Address, width);

        await Expect(admin.Page.Locator("#open-notice")).ToContainTextAsync("No password is set");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Set a password" }).ClickAsync();
        await FillAsync(admin.Page, "Password", Password);
        await FillAsync(admin.Page, "Once more", "something else");
        await admin.IsSoundAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await Expect(admin.Page.Locator(".problem").First).ToContainTextAsync("The two passwords differ.");
        await FillAsync(admin.Page, "Password", Password);
        await FillAsync(admin.Page, "Once more", Password);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await Expect(admin.Page.Locator("#open-notice")).ToHaveCountAsync(0);
        await admin.WatchAsync(origin.Url("/"));
        await admin.StatusIsAsync("Page", "Checked");

        await admin.Page.GotoAsync("/users");
        await admin.IsSoundAsync();
        await admin.Page.Locator("#add-user [name=name]").FillAsync("bob");
        await admin.Page.Locator("#add-user [name=password]").FillAsync(Password);
        await admin.Page.Locator("#add-user button[type=submit]").ClickAsync();
        await Expect(admin.Page.Locator("[data-user][data-name=bob]")).ToBeVisibleAsync();

        await using var viewer = await ABrowser.OpenAsync(installation.Address, width);
        await viewer.IsSoundAsync();
        await SignInAsync(viewer.Page, "bob", "a wrong password");
        await Expect(viewer.Page.Locator(".problem").First).ToContainTextAsync("Name or password is wrong.");
        await SignInAsync(viewer.Page, "bob", Password);
        await Expect(viewer.Row("Page")).ToBeVisibleAsync();
        await Expect(viewer.Page.Locator("#add")).ToBeHiddenAsync();
        await Expect(viewer.Row("Page").Locator("[data-act=delete]")).ToBeHiddenAsync();
        await viewer.IsLiveAsync();

        origin.Says("/", "<title>Page</title><p>beta</p>");
        await admin.Page.GotoAsync("/");
        await admin.PressAsync("Page", "Recheck");
        await viewer.StatusIsAsync("Page", "Changed");
        await admin.PressAsync("Page", "History");
        await admin.Page.Locator("#share summary").ClickAsync();
        await admin.Page.Locator("#make-share").ClickAsync();
        await Expect(admin.Page.Locator("#made-share input")).ToHaveValueAsync(new Regex("/shared/"));
        await admin.IsSoundAsync();
        var link = await admin.Page.Locator("#made-share input").InputValueAsync();
        await using (var anybody = await ABrowser.OpenAsync(new Uri(link), width))
        {
            await Expect(anybody.Page.Locator("main")).ToContainTextAsync("beta");
            await anybody.IsSoundAsync();
            Assert.Empty(anybody.Complaints);
        }

        // The viewer's page leaves for the door by itself once the session is gone.
        await admin.Page.GotoAsync("/users");
        await admin.Page.Locator("[data-user][data-name=bob] [data-does=delete]").ClickAsync();
        await Expect(viewer.Page).ToHaveURLAsync(new Regex("/sign-in"));

        await admin.Page.GotoAsync("/account");
        await admin.IsSoundAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(admin.Page).ToHaveURLAsync(new Regex("/sign-in"));
        await admin.Page.GotoAsync("/settings");
        await Expect(admin.Page).ToHaveURLAsync(new Regex("/sign-in\\?return=%2Fsettings"));
        await SignInAsync(admin.Page, "admin", Password);
        await Expect(admin.Page).ToHaveURLAsync(new Regex("/settings$"));
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await FillAsync(page, "Name", name);
        await FillAsync(page, "Password", password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static Task FillAsync(IPage page, string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
}
