using ChangeDetection.Api.ConfigAsCode;
using ChangeDetection.Api.Importing;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.ServiceDefaults;

namespace ChangeDetection.Api.CommandLine;

/// <summary>The store without the web: for verbs that work on it and end.</summary>
internal static class StoreHost
{
    /// <summary>Opens the store of the environment's settings and runs the work.</summary>
    /// <param name="isAlone">Whether a SQLite file that a server has open is refused, since the server would not hear of what is written.</param>
    /// <param name="work">What is done; it gives the exit code.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task<int> RunAsync(bool isAlone, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        StartupGuard.RunAsync(
            async () =>
            {
                var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                builder.AddChangeDetectionRedis("redis");
                builder.AddWorkQueueAndFacts().AddStore();
                builder.AddImports().AddConfigAsCode();
                builder.Services.AddOptionsWithValidateOnStart<WatchLimitOptions>().BindConfiguration(WatchLimitOptions.Section).ValidateDataAnnotations();
                await using var app = builder.Build();
                await app.OpenStoreAsync(cancellationToken);
                if (isAlone)
                    await app.ClaimStoreAsync(cancellationToken);
                return await work(app.Services, cancellationToken);
            },
            Hosting.Startup.Explain);
}
