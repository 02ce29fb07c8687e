using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>A page in a real Chromium with cookies and storage of its own, which remembers everything the page complained of.</summary>
internal sealed class ABrowser : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    private ABrowser(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => Keep(error);
        page.Console += (_, message) => Keep(message.Type == "error" ? message.Text : null);
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, refusals of the content security policy, failed loads.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    static ABrowser() => Assertions.SetDefaultExpectTimeout((float)Eventually.Limit.TotalMilliseconds);

    public static async Task<ABrowser> OpenAsync(Uri address, int width = 1280, bool isDark = false)
    {
        var chromium = await SharedChromium.OpenAsync();
        var page = await chromium.NewPageAsync(new()
        {
            BaseURL = address.AbsoluteUri,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        var opened = new ABrowser(page);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GotoAsync(address.AbsoluteUri);
        return opened;
    }

    public ILocator Row(string text) => Page.Locator("#watches tbody tr", new() { HasText = text });

    /// <summary>Presses a button or link of a row and takes the pointer off the list, which keeps its order while somebody points at it.</summary>
    public async Task PressAsync(string row, string name)
    {
        await Row(row).Locator("button, a.button", new() { HasTextRegex = new($"^{name}$") }).ClickAsync();
        await Page.Mouse.MoveAsync(0, 0);
    }

    /// <summary>Waits until the page says that it is live.</summary>
    public Task IsLiveAsync() => Assertions.Expect(Page.Locator("#connection")).ToHaveAttributeAsync("data-state", "live");

    /// <summary>Pastes an address and presses Watch.</summary>
    public async Task WatchAsync(string url)
    {
        await Page.GetByLabel("Watch a web page for changes").FillAsync(url);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Watch", Exact = true }).ClickAsync();
    }

    /// <summary>Waits until a row's status reads so.</summary>
    public Task StatusIsAsync(string row, string status) =>
        Assertions.Expect(Row(row).Locator("[data-part=status]")).ToHaveTextAsync(status);

    /// <summary>The page is no wider than the screen, and axe finds no barrier in it.</summary>
    public async Task IsSoundAsync()
    {
        Assert.False(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{Page.Url} is wider than the screen.");
        var found = await Page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{Page.Url}: {string.Join("; ", found.Violations.Select(violation => $"{violation.Id} at {violation.Nodes[0].Html}"))}");
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Keep(string? complaint)
    {
        if (complaint is null)
            return;
        lock (_complaints)
            _complaints.Add(complaint);
    }
}
