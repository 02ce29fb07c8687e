using ChangeDetection.Infrastructure.Storage.Backups;

namespace ChangeDetection.Api.Backups;

/// <summary>Puts backups into the host: their schedule and whether it goes well.</summary>
internal static class BackupsRegistration
{
    public static WebApplicationBuilder AddBackups(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<BackupSchedule>();
        builder.Services.AddHealthChecks().AddCheck<BackupHealth>(BackupHealth.Name);
        return builder;
    }
}
