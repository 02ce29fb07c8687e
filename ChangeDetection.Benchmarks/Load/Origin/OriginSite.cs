using System.Globalization;
using System.Net;
using ChangeDetection.Benchmarks.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.Benchmarks.Load.Origin;

/// <summary>The server of the watched pages. It listens on many addresses of loopback, so that limits per host do not decide what is measured.</summary>
internal sealed class OriginSite : IAsyncDisposable
{
    private const string Prefix = "/page/";

    private readonly WebApplication _app;
    private readonly OriginPages _pages;

    private OriginSite(WebApplication app, OriginPages pages, OriginPlace place) => (_app, _pages, Place) = (app, pages, place);

    public OriginPlace Place { get; }

    public OriginLog Log { get; } = new(TimeProvider.System);

    public static async Task<OriginSite> StartAsync(int hosts, CancellationToken cancellationToken)
    {
        var place = new OriginPlace(StartedProcesses.FreePort(), hosts);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 0; host < hosts; host++)
                kestrel.Listen(IPAddress.Parse(place.HostOf(host)), place.Port);
        });
        var site = new OriginSite(builder.Build(), OriginPages.Read(), place);
        site._app.Run(site.AnswerAsync);
        await site._app.StartAsync(cancellationToken);
        return site;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || !int.TryParse(path.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var watch))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var version = Log.Take(watch);
        var tag = $"\"{watch}-{version}\"";
        if (Log.Tags is not TagUse.None)
            context.Response.Headers.ETag = tag;
        if (Log.Tags is TagUse.Honoured && context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var page = _pages.Of(watch, version);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }
}
