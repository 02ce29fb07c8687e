using ChangeDetection.Infrastructure.Queueing;
using System.Net;
using System.Text;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Worker.Checking;
using ChangeDetection.Worker.Extracting;
using ChangeDetection.Worker.Fetching;
using ChangeDetection.Worker.Scheduling;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker;

/// <summary>Puts the worker's loops into a host: its own process, or the Api in one-process mode.</summary>
public static class WorkerRegistration
{
    /// <summary>Adds scheduler, lease recovery and check loop.</summary>
    public static IHostApplicationBuilder AddWorkerLoops(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<ScheduleOptions>().BindConfiguration(ScheduleOptions.Section).ValidateDataAnnotations()
            .Configure<IConfiguration>((schedule, configuration) => schedule.IsAlone = string.IsNullOrWhiteSpace(configuration.GetConnectionString(QueueRegistration.ConnectionName)))
            .Validate(options => options.LeavesTimeForHeartbeats, "Schedule:DeadAfter must be at least twice Schedule:Heartbeat.")
            .Validate(options => options.LeavesTimeForSeatBeats, "Schedule:SeatDeadAfter must be at least twice Schedule:SeatBeat.");
        services.AddOptionsWithValidateOnStart<FetchOptions>().BindConfiguration(FetchOptions.Section).ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<CheckOptions>().BindConfiguration(CheckOptions.Section)
            .Configure<IConfiguration>((check, configuration) => check.Workers = configuration.GetValue("FETCH_WORKERS", check.Workers))
            .ValidateDataAnnotations();
        services.AddSingleton(provider => new PageFetcher(
            new HttpClient(MakeHandler(provider.GetRequiredService<IOptions<FetchOptions>>().Value)) { Timeout = Timeout.InfiniteTimeSpan },
            provider.GetRequiredService<IOptions<FetchOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJq, JqProcess>();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<OrderSource>();
        services.AddSingleton<RunningChecks>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CheckOptions>>().Value is var check ? new CheckPlaces(check.Workers, check.SlowPlaces) : null!);
        services.AddSingleton<SchedulerSeat>();
        services.AddHostedService<PlaceSettings>();
        services.AddHostedService<CalledOffChecks>();
        services.AddHostedService<LeaseRecovery>();
        services.AddHostedService<CheckScheduler>();
        services.AddHostedService<CheckLoop>();
        return builder;
    }

    private static SocketsHttpHandler MakeHandler(FetchOptions options)
    {
        // A compressed body that ends early is an error, not a short page.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
    }
}
