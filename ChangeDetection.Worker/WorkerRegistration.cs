using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Infrastructure.Egress;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Worker.Checking;
using ChangeDetection.Worker.Extracting;
using ChangeDetection.Worker.Fetching;
using ChangeDetection.Worker.Icons;
using ChangeDetection.Worker.Scheduling;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker;

/// <summary>Puts the worker's loops into a host: its own process, or the Api in one-process mode.</summary>
public static class WorkerRegistration
{
    /// <summary>Adds scheduler, lease recovery and check loop.</summary>
    public static IHostApplicationBuilder AddWorkerLoops(this IHostApplicationBuilder builder)
    {
        var services = builder.AddEgress().Services;
        services.AddOptionsWithValidateOnStart<ScheduleOptions>().BindConfiguration(ScheduleOptions.Section).ValidateDataAnnotations()
            .Configure<IConfiguration>((schedule, configuration) => schedule.IsAlone = string.IsNullOrWhiteSpace(configuration.GetConnectionString(QueueRegistration.ConnectionName)))
            .Validate(options => options.LeavesTimeForHeartbeats, "Schedule:DeadAfter must be at least twice Schedule:Heartbeat.")
            .Validate(options => options.LeavesTimeForSeatBeats, "Schedule:SeatDeadAfter must be at least twice Schedule:SeatBeat.");
        services.AddOptionsWithValidateOnStart<FetchOptions>().BindConfiguration(FetchOptions.Section)
            .Configure<IConfiguration>((fetch, configuration) => fetch.Retries = configuration.GetValue("REQUESTS_RETRY_MAX_COUNT", fetch.Retries))
            .Configure<IConfiguration>((fetch, configuration) => fetch.AllowDowngrade |= OperatorSwitch.IsOn(configuration, "ALLOW_REDIRECT_DOWNGRADE", "to follow redirects from https to http"))
            .ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<CheckOptions>().BindConfiguration(CheckOptions.Section)
            .Configure<IConfiguration>((check, configuration) => check.Workers = configuration.GetValue("FETCH_WORKERS", check.Workers))
            .ValidateDataAnnotations();
        services.AddSingleton(provider => new FetchClients(
            provider.GetRequiredService<EgressHttp>(), provider.GetRequiredService<IOptions<FetchOptions>>(), HttpClient.DefaultProxy, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PageFetcher>();
        services.AddOptionsWithValidateOnStart<IconOptions>().BindConfiguration(IconOptions.Section)
            .Configure<IConfiguration>((icons, configuration) => icons.IsOn = configuration.GetValue("FETCH_FAVICONS", icons.IsOn))
            .ValidateDataAnnotations();
        services.AddSingleton<IconFetcher>();
        services.AddSingleton<IconSeeker>();
        services.AddHostedService(provider => provider.GetRequiredService<IconSeeker>());
        services.AddSingleton<IJq, JqProcess>();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<OrderSource>();
        services.AddSingleton<RunningChecks>();
        services.AddSingleton(provider => CheckPlaces.From(provider.GetRequiredService<IOptions<CheckOptions>>().Value));
        services.AddSingleton<SchedulerSeat>();
        services.AddHostedService<PlaceSettings>();
        services.AddHostedService<QueueMetrics>();
        services.AddHostedService<CalledOffChecks>();
        services.AddHostedService<LeaseRecovery>();
        services.AddHostedService<CheckScheduler>();
        services.AddHostedService<CheckLoop>();
        return builder;
    }
}
