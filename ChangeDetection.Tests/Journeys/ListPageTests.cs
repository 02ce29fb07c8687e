using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>The list of watches in the hands of a person: long lists, finding, selecting, and rows that keep still under the pointer.</summary>
public sealed class ListPageTests : IAsyncLifetime
{
    private const string Rows = "#watches tbody tr[data-watch]";

    private readonly ApiHost _api = new();
    private readonly CancellationTokenSource _over = new();
    private readonly List<WatchId> _ids = [];
    private ABrowser _browser = null!;
    private Task _ticking = Task.CompletedTask;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IPage Page => _browser.Page;

    public ValueTask InitializeAsync()
    {
        // The host's clock stands still unless it is moved, and the live view waits by it.
        _ticking = TickAsync(_over.Token);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_list_of_ten_thousand_is_scrolled_searched_filtered_and_sorted()
    {
        await OpenAsync(10_000);
        await _api.Catalog.SetPausedAsync(_ids[..7], true, Cancel);
        await Expect(Page.Locator("[data-count=paused]")).ToHaveTextAsync("7");
        await Expect(Page.Locator("[data-count=all]")).ToHaveTextAsync("10000");
        await Expect(Page.Locator(Rows).First).ToContainTextAsync("page-9");
        Assert.InRange(await Page.Locator(Rows).CountAsync(), 10, 120);

        await Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(Page.Locator(Rows).Last).ToContainTextAsync(await UrlAsync(9_999));
        Assert.InRange(await Page.Locator(Rows).CountAsync(), 10, 120);
        await Expect(Page.Locator("#watches tr.loading")).ToHaveCountAsync(0);

        await Page.Locator("#search").FillAsync("PAGE-424");
        await Expect(Page.Locator(Rows)).ToHaveCountAsync(11);
        await Expect(Page.Locator("[data-count=all]")).ToHaveTextAsync("11");
        await Page.Locator("#search").FillAsync("");
        await Page.Locator("[data-state=paused]").ClickAsync();
        await Expect(Page.Locator(Rows)).ToHaveCountAsync(7);
        await Page.Locator("#sort").SelectOptionAsync("label");
        await Expect(Page.Locator(Rows).First).ToContainTextAsync("page-0");
        await Page.Locator("#order").ClickAsync();
        await Expect(Page.Locator(Rows).First).ToContainTextAsync("page-6");

        Assert.EndsWith("/?state=paused&sort=label&order=reversed", Page.Url, StringComparison.Ordinal);
        await Page.ReloadAsync();
        await Expect(Page.Locator(Rows).First).ToContainTextAsync("page-6");
        await Page.GoBackAsync();
        await Expect(Page.Locator(Rows).First).ToContainTextAsync("page-0");
        Assert.Empty(_browser.Complaints);
    }

    [Fact]
    public async Task A_row_keeps_its_place_while_the_pointer_is_on_it()
    {
        // Paused ones are never late, of which the page would say a word above the list.
        await OpenAsync(30, arePaused: true);
        var third = Page.Locator(Rows).Nth(2);
        await third.HoverAsync();
        var place = await third.BoundingBoxAsync();
        // Hovering may have scrolled, and scrolling lets go.
        await Page.Mouse.MoveAsync(place!.X + 300, place.Y + 9);
        var id = await third.GetAttributeAsync("data-watch");

        await ChangeAsync(_ids[0]);
        await Expect(Page.Locator("#show-news")).ToBeVisibleAsync();
        var same = Page.Locator($"tr[data-watch='{id}']");
        var after = await same.BoundingBoxAsync();
        await _api.Catalog.SetMutedAsync(WatchId.Parse(id!), true, Cancel);
        await Expect(same.Locator("[data-part=muted]")).ToBeVisibleAsync();
        await Page.Mouse.MoveAsync(5, 5);

        Assert.Equal(place.Y, after!.Y);
        await Expect(Page.Locator(Rows).First).ToHaveAttributeAsync("data-watch", $"{_ids[0]}");
        await Expect(Page.Locator("#show-news")).ToBeHiddenAsync();
        Assert.Equal(0, await Page.EvaluateAsync<int>("live.repairs"));
    }

    [Fact]
    public async Task What_is_made_and_deleted_elsewhere_comes_and_goes_in_place()
    {
        await OpenAsync(5);
        var made = await _api.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/new" }, Cancel);
        await Expect(Page.Locator(Rows)).ToHaveCountAsync(6);
        await Expect(Page.Locator(Rows).First).ToContainTextAsync("/new");

        await _api.Catalog.DeleteAsync([made.Id, _ids[2]], Cancel);

        await Expect(Page.Locator(Rows)).ToHaveCountAsync(4);
        await Expect(Page.Locator("[data-count=all]")).ToHaveTextAsync("4");
        Assert.Equal(["page-4", "page-3", "page-1", "page-0"], (await Page.Locator($"{Rows} .label").AllInnerTextsAsync()).Select(label => label.Split('/')[^1]));
    }

    [Fact]
    public async Task Ranges_and_whole_lists_are_selected_and_told_what_to_do()
    {
        await OpenAsync(300);
        var boxes = Page.Locator($"{Rows} [data-act=pick]");
        await boxes.Nth(1).ClickAsync();
        await boxes.Nth(4).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(Page.Locator("#bulk-count")).ToHaveTextAsync("4 selected");
        await Page.Locator("#bulk [data-bulk=pause]").ClickAsync();
        await Expect(Page.Locator("#toasts")).ToContainTextAsync("4 watches paused.");
        await Expect(Page.Locator("[data-count=paused]")).ToHaveTextAsync("4");

        await Page.Locator("#search").FillAsync("page-1");
        await Expect(Page.Locator("[data-count=all]")).ToHaveTextAsync("111");
        await Page.Locator("#pick-all").ClickAsync();
        await Expect(Page.Locator("#bulk-count")).ToHaveTextAsync("111 selected");
        await boxes.Nth(0).ClickAsync();
        await Expect(Page.Locator("#bulk-count")).ToHaveTextAsync("110 selected");
        await Page.Locator("#bulk-more").SelectOptionAsync("assign-group");
        await Page.Locator("#ask-text").FillAsync("Town");
        await Page.Locator("#ask button[value=ok]").ClickAsync();
        await Expect(Page.Locator("#toasts")).ToContainTextAsync("110 watches put into the group.");
        await Page.Locator("#groups a", new() { HasText = "Town" }).ClickAsync();
        await Page.Locator("#search").FillAsync("");
        await Expect(Page.Locator("[data-count=all]")).ToHaveTextAsync("110");
        await Expect(Page.Locator($"{Rows} .group").First).ToHaveTextAsync("Town");
        await Expect(Page.Locator("#bulk")).ToBeHiddenAsync();
        Assert.Empty(_browser.Complaints);
    }

    [Fact]
    public async Task The_list_is_worked_by_keyboard()
    {
        await OpenAsync(5);
        await Page.Locator("body").PressAsync("j");
        await Page.Locator("body").PressAsync("j");
        await Page.Locator(":focus").PressAsync("x");
        await Page.Locator(":focus").PressAsync("m");
        await Expect(Page.Locator(Rows).Nth(1).Locator("[data-part=muted]")).ToBeVisibleAsync();
        await Expect(Page.Locator("#bulk-count")).ToHaveTextAsync("1 selected");

        await Page.Keyboard.PressAsync("?");
        await Expect(Page.Locator("#keys")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Page.Keyboard.PressAsync("/");
        await Expect(Page.Locator("#search")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_page_that_nobody_sees_asks_for_counts_alone_and_catches_up_when_looked_at()
    {
        await OpenAsync(20);
        await Page.EvaluateAsync("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true }); live.hiddenSince = Date.now() - 60000; live.watch();");
        await Eventually.HoldsAsync(() => Page.EvaluateAsync<bool>("live.order.length === 0"), Cancel);
        await ChangeAsync(_ids[3]);
        await Eventually.HoldsAsync(() => Page.EvaluateAsync<bool>("document.title.startsWith('(1)')"), Cancel);

        await Page.EvaluateAsync("delete document.hidden; live.wake();");

        await Expect(Page.Locator(Rows).First).ToHaveAttributeAsync("data-watch", $"{_ids[3]}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        await _over.CancelAsync();
        await _ticking;
        _over.Dispose();
        await _api.DisposeAsync();
    }

    private async Task OpenAsync(int count, bool arePaused = false)
    {
        // Each thousand is younger than the one before; of a short list each watch is.
        foreach (var part in Enumerable.Range(0, count).Chunk(count > 1000 ? 1000 : 1))
        {
            _api.Clock.Advance(TimeSpan.FromSeconds(1));
            var drafts = part.Select(number => new WatchDraft { Url = $"https://example.com/page-{number}", IsPaused = arePaused }).ToList();
            _ids.AddRange((await _api.Catalog.CreateAsync(drafts, Cancel)).Select(watch => watch.Id));
        }

        _browser = await ABrowser.OpenAsync(_api.Http.BaseAddress!);
        await _browser.IsLiveAsync();
        await Eventually.HoldsAsync(() => Page.EvaluateAsync<bool>($"live.count === {count}"), Cancel);
    }

    private async Task<string> UrlAsync(int place)
    {
        var (_, part) = await _api.V2Async(HttpMethod.Get, $"list?first={place}&count=1", null, Cancel);
        return part["watches"]![0]!["url"]!.GetValue<string>();
    }

    private async Task ChangeAsync(WatchId id)
    {
        await _api.FindsAsync($"{id}", "one", Cancel);
        await _api.FindsAsync($"{id}", "two", Cancel);
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            _api.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
