using ChangeDetection.Api.Backups;
using ChangeDetection.Api.CommandLine;
using ChangeDetection.Api.ConfigAsCode;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Feeds;
using ChangeDetection.Api.Groups;
using ChangeDetection.Api.Hosting;
using ChangeDetection.Api.Icons;
using ChangeDetection.Api.Importing;
using ChangeDetection.Api.Live;
using ChangeDetection.Api.Operations;
using ChangeDetection.Api.Pages;
using ChangeDetection.Api.Reference;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Settings;
using ChangeDetection.Api.V1;
using ChangeDetection.Api.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.ServiceDefaults;
using ChangeDetection.Worker;

namespace ChangeDetection.Api;

/// <summary>The web process: REST, live hub and pages; in one-process mode the worker's loops too.</summary>
public sealed class Program
{
    private Program()
    {
    }

    /// <summary>Runs until stopped and gives the exit code.</summary>
    public static Task<int> Main(string[] args) => Verbs.AreMeant(args) ? Verbs.RunAsync(args, CancellationToken.None) : StartupGuard.RunAsync(() => RunAsync(args), Startup.Explain);

    private static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        builder.AddServiceDefaults().AddChangeDetectionRedis("redis");
        builder.AddWorkQueueAndFacts().AddStore();
        builder.AddListenAddress(defaultPort: 5000).AddReverseProxy().AddErrorAnswers().AddAccess().AddWatches().AddPages().AddLive().AddV1();
        builder.AddOperations().AddImports().AddBackups().AddConfigAsCode().AddFeeds().AddReference();
        if (builder.Configuration.IsOneProcess())
            builder.AddWorkerLoops();

        var app = builder.Build();

        app.UseReverseProxy().UseSecurityHeaders().UseErrorAnswers().UseSameOriginOnly().UsePageFiles().UseRateLimiter().UseAccess();
        app.MapDefaultEndpoints();
        app.MapPages();
        app.MapAccess();
        app.MapConnection();
        app.MapWatches();
        app.MapIcons();
        app.MapImports();
        app.MapGroups();
        app.MapSettings();
        app.MapLive();
        app.MapV1();
        app.MapOperations();
        app.MapBackups();
        app.MapConfigAsCode();
        app.MapFeeds();
        app.MapReference();
        return await app.RunToEndAsync(CancellationToken.None);
    }
}
