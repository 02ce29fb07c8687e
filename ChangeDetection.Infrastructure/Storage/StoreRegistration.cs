using ChangeDetection.Core.Scheduling;
using ChangeDetection.Infrastructure.Egress;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Infrastructure.Storage.Importing;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Secrets;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Storage;

/// <summary>Puts the store into a host.</summary>
public static class StoreRegistration
{
    /// <summary>Adds the store: SQLite in the data directory, or PostgreSQL when the connection string <c>changedetection</c> says so.</summary>
    public static IHostApplicationBuilder AddStore(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptionsWithValidateOnStart<StoreOptions>().BindConfiguration(StoreOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(provider => new StoreContextFactory(StoreLocation.From(
            provider.GetRequiredService<IConfiguration>().GetConnectionString("changedetection"),
            provider.GetRequiredService<IConfiguration>()["DATASTORE_PATH"] ?? provider.GetRequiredService<IOptions<StoreOptions>>().Value.Directory),
            DataKey.From(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton(provider => provider.GetRequiredService<StoreContextFactory>().Keys);
        services.AddSingleton<UnsealedRows>();
        services.AddSingleton(provider => new StoreWriter(
            provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<IFactChannel>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StoreWriter>>()));
        services.AddSingleton(provider => ScheduleDefaults.Standard with
        {
            MinimumInterval = TimeSpan.FromSeconds(provider.GetRequiredService<IConfiguration>().GetValue("MINIMUM_SECONDS_RECHECK_TIME", ScheduleDefaults.Standard.MinimumInterval.TotalSeconds)),
        });
        services.AddSingleton<StoreOpening>();
        services.AddSingleton(provider => FactsOf(provider.GetRequiredService<StoreContextFactory>().Location));
        services.AddHealthChecks().AddCheck<StoreHealth>(StoreHealth.Name);
        services.AddSingleton(provider => new GlobalSettingsStore(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>()));
        services.AddSingleton(provider => new GroupCatalog(
            provider.GetRequiredService<GlobalSettingsStore>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WatchCatalog(
            provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(),
            provider.GetRequiredService<ScheduleDefaults>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WholeChange(
            provider.GetRequiredService<WatchCatalog>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CheckLedger(
            provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<ScheduleDefaults>()));
        services.AddSingleton(provider => new Seats(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>()));
        services.AddSingleton(provider => new QueueState(provider.GetRequiredService<StoreContextFactory>()));
        services.AddSingleton(provider => new CheckLog(provider.GetRequiredService<StoreContextFactory>()));
        services.AddSingleton(provider => new WorkerHeartbeats(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>()));
        services.AddSingleton<OneProcessLock>();
        services.AddSingleton<CheckRequests>();
        services.AddSingleton(provider => new SnapshotArchive(provider.GetRequiredService<StoreContextFactory>()));
        services.AddSingleton(provider => new WatchIcons(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>()));
        services.AddSingleton(provider => new StoreImport(
            provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<GlobalSettingsStore>(),
            provider.GetRequiredService<WatchIcons>(), provider.GetRequiredService<WatchCatalog>(), provider.GetRequiredService<ScheduleDefaults>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ChangeFeed(provider.GetRequiredService<StoreContextFactory>()));
        // Whoever has the store judges addresses.
        return builder.AddEgress().AddAccessStores().AddBackups();
    }

    private static StoreFacts FactsOf(StoreLocation location) => new(location.Describe(), location.Directory);

    /// <summary>Opens the store before the host starts; throws <see cref="StoreStartupException"/> with what to mend.</summary>
    public static async Task OpenStoreAsync(this IHost host, CancellationToken cancellationToken)
    {
        await host.Services.GetRequiredService<StoreOpening>().OpenAsync(cancellationToken);
        var settings = host.Services.GetRequiredService<GlobalSettingsStore>();
        if ((await settings.TryReadAsync(cancellationToken)).Damage is { } damage)
            throw new StoreStartupException(damage);
        await host.Services.GetRequiredService<UnsealedRows>().SealAsync(cancellationToken);
        await settings.EnsureApiKeyAsync(cancellationToken);
    }

    /// <summary>Claims the opened store for this process alone; throws <see cref="StoreStartupException"/> when another has it.</summary>
    public static Task ClaimStoreAsync(this IHost host, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<OneProcessLock>().TakeAsync(cancellationToken);
}
