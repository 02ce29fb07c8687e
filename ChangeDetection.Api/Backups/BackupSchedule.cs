using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Backups;

/// <summary>Makes the scheduled backups, in one process of the installation. While one is being made the seat is still kept warm.</summary>
internal sealed class BackupSchedule(
    BackupFolder folder, Seats seats, BackupHealth health, IOptions<BackupOptions> options, TimeProvider clock, ILogger<BackupSchedule> logger)
    : PeriodicLoop(Beat, clock, logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private readonly BackupSeat _seat = new(seats, clock, Beat);
    private Task _making = Task.CompletedTask;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _making.WaitAsync(cancellationToken);
        await _seat.LeaveAsync(cancellationToken);
    }

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsScheduled || !await _seat.HoldAsync(cancellationToken) || !_making.IsCompleted || Clock.GetUtcNow() < _notBefore)
            return;
        if (BackupTimes.IsDue(options.Value, folder.LastMoment(), Clock.GetLocalNow()))
            _making = MakeAsync(cancellationToken);
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed backup is told and tried again, and must not end the loop (invariant I-20).
        try
        {
            await folder.MakeAsync(progress: null, cancellationToken);
            health.Note(null);
        }
        catch (Exception failure)
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            _notBefore = Clock.GetUtcNow() + Pause;
            health.Note(failure.Message);
            logger.BackupFailed(Pause, failure);
        }
#pragma warning restore CA1031
    }
}
