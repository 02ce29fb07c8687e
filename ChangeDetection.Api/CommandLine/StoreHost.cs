using ChangeDetection.Api.Importing;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.ServiceDefaults;

namespace ChangeDetection.Api.CommandLine;

/// <summary>The store without the web: for verbs that work on it and end.</summary>
internal static class StoreHost
{
    /// <summary>Opens the store of the environment's settings and runs the work. A SQLite file that a server has open is refused.</summary>
    public static Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        StartupGuard.RunAsync(
            async () =>
            {
                var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                builder.AddChangeDetectionRedis("redis");
                builder.AddWorkQueueAndFacts().AddStore();
                builder.AddImports();
                builder.Services.AddOptionsWithValidateOnStart<WatchLimitOptions>().BindConfiguration(WatchLimitOptions.Section).ValidateDataAnnotations();
                await using var app = builder.Build();
                await app.OpenStoreAsync(cancellationToken);
                await app.ClaimStoreAsync(cancellationToken);
                return await work(app.Services, cancellationToken);
            },
            Hosting.Startup.Explain);
}
