using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.ServiceDefaults;

namespace ChangeDetection.Worker;

/// <summary>The worker process: scheduler, check loop, and the health pages.</summary>
public sealed class Program
{
    private Program()
    {
    }

    /// <summary>Runs until stopped and gives the exit code.</summary>
    public static Task<int> Main(string[] args) =>
        StartupGuard.RunAsync(() => RunAsync(args), failure => (failure as StoreStartupException)?.Message);

    private static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        builder.AddServiceDefaults().AddChangeDetectionRedis("redis");
        builder.AddListenAddress(defaultPort: 0);
        builder.AddWorkQueueAndFacts().AddStore();
        builder.AddWorkerLoops();

        var app = builder.Build();

        app.MapDefaultEndpoints();
        await app.OpenStoreAsync(CancellationToken.None);
        await app.RunAsync();
        return 0;
    }
}
