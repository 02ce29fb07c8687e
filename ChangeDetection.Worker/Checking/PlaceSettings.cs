using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Checking;

/// <summary>Follows the installation's settings: how many checks run at once, and whether the queue is paused.</summary>
internal sealed class PlaceSettings(
    GlobalSettingsStore settings, CheckPlaces places, IOptions<CheckOptions> options, TimeProvider clock, ILogger<PlaceSettings> logger)
    : PeriodicLoop(options.Value.SettingsPeriod, clock, logger)
{
    private const int MostWorkers = 1000;

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        var global = await settings.ReadAsync(cancellationToken);
        places.Set(Math.Clamp(global.Workers ?? options.Value.Workers, 1, MostWorkers), global.QueuePaused);
    }
}
