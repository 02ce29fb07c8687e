using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Worker.Icons;

public sealed class IconSeekerTests() : OriginAndWorker(("FETCH_FAVICONS", "true"), ("Icons:Age", "05:00:00"))
{
    private static readonly byte[] Picture = Convert.FromHexString("89504E470D0A1A0A01");
    private static readonly byte[] OtherPicture = Convert.FromHexString("89504E470D0A1A0A02");

    private bool _isStarted;

    [Fact]
    public async Task The_icon_a_page_names_is_stored_and_shown_in_its_row()
    {
        Origin.Says("/page", "<html><head><link rel=icon href=/a.png></head><body>Text</body></html>");
        Serve("/a.png", Picture);
        var watch = await CheckedAsync("/page");

        var state = await SoughtAsync(watch);

        var icon = await Worker.Services.GetRequiredService<WatchIcons>().FindAsync(state.IconId!, Cancel);
        Assert.Equal(Picture, icon!.Bytes.ToArray());
        Assert.Equal("image/png", icon.Type);
        Assert.Equal(state.IconId, (await RowAsync(watch)).Icon);
        Assert.Equal(["/page", "/a.png"], Origin.Requests);
    }

    [Fact]
    public async Task The_usual_place_is_tried_when_what_the_page_names_is_no_picture()
    {
        Origin.Says("/page", "<html><head><link rel=icon href=/lies.png></head><body>Text</body></html>");
        Origin.Says("/lies.png", "<svg><script>alert(1)</script></svg>", "image/png");
        Origin.Answers("/favicon.ico", context =>
        {
            context.Response.Redirect("/b.png");
            return Task.CompletedTask;
        });
        Serve("/b.png", Picture);

        var state = await SoughtAsync(await CheckedAsync("/page"));

        Assert.NotNull(state.IconId);
        Assert.Equal(["/page", "/lies.png", "/favicon.ico", "/b.png"], Origin.Requests);
    }

    [Fact]
    public async Task Watches_of_one_site_ask_for_its_icon_once()
    {
        Serve("/favicon.ico", Picture);
        foreach (var path in (string[])["/1", "/2", "/3"])
            Origin.Says(path, $"<html><head></head><body>Page {path}</body></html>");
        var first = await SoughtAsync(await CheckedAsync("/1"));

        var second = await SoughtAsync(await CheckedAsync("/2"));
        var third = await SoughtAsync(await CheckedAsync("/3"));

        Assert.Equal((first.IconId, first.IconId), (second.IconId, third.IconId));
        Assert.Single(Origin.Requests, "/favicon.ico");
    }

    [Fact]
    public async Task An_icon_that_is_too_old_is_looked_for_again_and_goes()
    {
        Origin.Says("/page", "<html><body>Text</body></html>");
        Serve("/favicon.ico", Picture);
        var watch = await CheckedAsync("/page");
        var before = await SoughtAsync(watch);
        Serve("/favicon.ico", OtherPicture);

        Worker.Clock.Advance(TimeSpan.FromHours(6));
        await Worker.CheckedAsync(watch, Cancel, times: 2);

        await Eventually.HoldsAsync(async () => (await Worker.StateAsync(watch, Cancel)).IconId != before.IconId, Cancel);
        Assert.Null(await Worker.Services.GetRequiredService<WatchIcons>().FindAsync(before.IconId!, Cancel));
    }

    [Fact]
    public async Task A_site_without_an_icon_is_not_asked_at_every_check()
    {
        Origin.Says("/page", "<html><body>Text</body></html>");
        var watch = await CheckedAsync("/page");
        await SoughtAsync(watch);

        Worker.Clock.Advance(TimeSpan.FromHours(4));
        await Worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.Null((await Worker.StateAsync(watch, Cancel)).IconId);
        Assert.Single(Origin.Requests, "/favicon.ico");
    }

    [Fact]
    public async Task An_icon_is_no_place_for_the_headers_of_a_watch()
    {
        Origin.Says("/page", "<html><body>Text</body></html>");
        var seen = new TaskCompletionSource<string>();
        Origin.Answers("/favicon.ico", context =>
        {
            seen.TrySetResult(context.Request.Headers["X-Secret"].ToString());
            return context.Response.Body.WriteAsync(Picture, context.RequestAborted).AsTask();
        });

        await CheckedAsync("/page", new WatchSettings { Headers = new Dictionary<string, string> { ["X-Secret"] = "secret" } });

        Assert.Equal("", await seen.Task.WaitAsync(Cancel));
    }

    [Fact]
    public async Task An_icon_goes_with_the_last_watch_that_shows_it()
    {
        Serve("/favicon.ico", Picture);
        Origin.Says("/1", "<html><body>One</body></html>");
        Origin.Says("/2", "<html><body>Two</body></html>");
        var (one, two) = (await CheckedAsync("/1"), await CheckedAsync("/2"));
        var id = (await SoughtAsync(one)).IconId!;
        await SoughtAsync(two);
        var icons = Worker.Services.GetRequiredService<WatchIcons>();

        await Worker.Catalog.DeleteAsync(one.Id, Cancel);
        Assert.NotNull(await icons.FindAsync(id, Cancel));
        await Worker.Catalog.DeleteAsync(two.Id, Cancel);

        Assert.Null(await icons.FindAsync(id, Cancel));
    }

    private void Serve(string path, byte[] bytes) => Origin.Answers(path, context => context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask());

    private async Task<Watch> CheckedAsync(string path, WatchSettings? settings = null)
    {
        var watch = await Worker.WatchAsync(Origin.Url(path), Cancel, settings);
        if (!_isStarted)
            await Worker.StartAsync(Cancel);
        _isStarted = true;
        await Worker.CheckedAsync(watch, Cancel);
        return watch;
    }

    private async Task<WatchState> SoughtAsync(Watch watch)
    {
        await Eventually.HoldsAsync(async () => (await Worker.StateAsync(watch, Cancel)).IconSoughtAt is not null, Cancel);
        return await Worker.StateAsync(watch, Cancel);
    }

    private async Task<WatchSummary> RowAsync(Watch watch)
    {
        var changes = await Worker.Services.GetRequiredService<ChangeFeed>().ReadAsync(0, 100, Cancel);
        return changes.Updated.Single(row => row.Id == watch.Id);
    }
}
