using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>Puts backup and restore into a host with a store.</summary>
internal static class BackupRegistration
{
    private const long Mebibyte = 1 << 20;

    public static IHostApplicationBuilder AddBackups(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<BackupOptions>().BindConfiguration(BackupOptions.Section)
            .Configure<IConfiguration>((backups, configuration) =>
            {
                backups.Keep = configuration.GetValue("MAX_NUMBER_BACKUPS", backups.Keep);
                backups.LargestUpload = configuration.GetValue<long?>("MAX_RESTORE_UPLOAD_MB") * Mebibyte ?? backups.LargestUpload;
                backups.LargestExpanded = configuration.GetValue<long?>("MAX_RESTORE_DECOMPRESSED_MB") * Mebibyte ?? backups.LargestExpanded;
            })
            .ValidateDataAnnotations();
        services.AddSingleton(provider => new BackupWriter(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new BackupRestore(
            provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<IOptions<BackupOptions>>(),
            provider.GetRequiredService<WatchUrlRules>()));
        services.AddSingleton(provider => new BackupFolder(
            provider.GetRequiredService<BackupWriter>(), provider.GetRequiredService<StoreFacts>(), provider.GetRequiredService<IOptions<BackupOptions>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BackupFolder>>()));
        services.AddSingleton<BackupHealth>();
        return builder;
    }
}
