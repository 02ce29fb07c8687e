using System.Net;
using ChangeDetection.Core.Icons;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Icons;

public sealed class IconEndpointTests : IAsyncDisposable
{
    private static readonly byte[] Picture = Convert.FromHexString("00000100010010100000");

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_icon_is_a_picture_that_may_do_nothing_and_be_kept()
    {
        var (_, icon) = await WatchWithIconAsync();

        using var answer = await _api.Http.GetAsync(new Uri($"/api/v2/icons/{icon.Id}", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, "image/x-icon"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(Picture, await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox; frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task V1_gives_the_icon_of_a_watch()
    {
        var (watch, icon) = await WatchWithIconAsync();

        using var answer = await _api.Http.GetAsync(new Uri($"/api/v1/watch/{watch.Id}/favicon", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, "image/x-icon"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal("max-age=300, must-revalidate", string.Join(", ", answer.Headers.GetValues("Cache-Control").SelectMany(value => value.Split(", ")).Order(StringComparer.Ordinal)));
        Assert.Equal($"\"{icon.Id}\"", answer.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task V1_says_that_there_is_none()
    {
        var uuid = await _api.WatchAsync(Cancel);

        using var none = await _api.Http.GetAsync(new Uri($"/api/v1/watch/{uuid}/favicon", UriKind.Relative), Cancel);
        using var unknown = await _api.Http.GetAsync(new Uri("/api/v1/watch/095be615-a8ad-4c33-8e9c-c7612fbf6c9f/favicon", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.StatusCode, unknown.StatusCode));
        Assert.Contains($"No Favicon available for {uuid}", await none.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("No watch exists", await unknown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v2/icons/00000000000000000000000000000000")]
    [InlineData("/api/v2/icons/x")]
    [InlineData("/api/v2/icons/..%2F..%2Fetc%2Fpasswd")]
    public async Task There_is_nothing_under_another_name(string path)
    {
        using var answer = await _api.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<(Watch Watch, SiteIcon Icon)> WatchWithIconAsync()
    {
        var watch = await _api.Catalog.CreateAsync(new WatchDraft { Url = "http://example.com/page" }, Cancel);
        var icon = SiteIcon.From(Picture)!;
        await _api.Services.GetRequiredService<WatchIcons>().StoreAsync(watch, icon, Cancel);
        return (watch, icon);
    }
}
