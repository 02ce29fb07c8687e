using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.Tests.Support;

/// <summary>A web site on loopback whose pages the test writes; it remembers who asked for what.</summary>
internal sealed class OriginServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = [];

    private string? _folder;

    private OriginServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The paths asked for, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<OriginServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new OriginServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    /// <summary>From now on the page says this.</summary>
    public void Says(string path, string body, string contentType = "text/html; charset=utf-8", int status = 200) =>
        Answers(path, context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(body, context.RequestAborted);
        });

    /// <summary>From now on the page answers like this.</summary>
    public void Answers(string path, RequestDelegate answer) => _pages[path] = answer;

    /// <summary>From now on the page says this, but only after the gate is opened.</summary>
    public TaskCompletionSource SaysWhenOpened(string path, string body)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answers(path, async context =>
        {
            await gate.Task.WaitAsync(context.RequestAborted);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        return gate;
    }

    /// <summary>From now on paths without a page of their own are answered with the HTML files of a folder.</summary>
    public void ServesFolder(string folder) => _folder = folder;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _requests.Enqueue(path);
        if (_pages.TryGetValue(path, out var answer))
            return answer(context);
        if (_folder is not null && Path.Combine(_folder, path.TrimStart('/')) is var file && File.Exists(file))
        {
            context.Response.ContentType = "text/html";
            return context.Response.SendFileAsync(file, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
