using System.Globalization;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>The one seat of the scheduler. A process that has it says so in short steps; the others watch and take over when it stands still by their own stopwatch.</summary>
internal sealed class SchedulerSeat(Seats seats, WorkerId self, IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<SchedulerSeat> logger)
{
    private const string Seat = "scheduler";

    private readonly Liveness _liveness = new(clock, options.Value.SeatDeadAfter, 2 * options.Value.SeatBeat);
    private SeatHold? _hold;
    private long _beatAt;

    /// <summary>The hold on the seat, or null while another process has it.</summary>
    public async Task<SeatHold?> HoldAsync(CancellationToken cancellationToken)
    {
        if (_hold is null)
            await TryTakeAsync(cancellationToken);
        else if (clock.GetElapsedTime(_beatAt) >= options.Value.SeatBeat)
            await TakeAsync(dead: null, cancellationToken);
        return _hold;
    }

    /// <summary>Gives the seat back.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_hold is { } hold)
            await seats.LeaveAsync(hold, cancellationToken);
        _hold = null;
    }

    private async Task TryTakeAsync(CancellationToken cancellationToken)
    {
        var sight = await seats.ReadAsync(Seat, cancellationToken);
        if (options.Value.IsAlone || sight.Owner is null || sight.Owner == self.Value || IsDead(sight.Owner, sight.Beats))
            await TakeAsync(sight, cancellationToken);
    }

    private bool IsDead(string owner, long beats) =>
        _liveness.Observe(new Dictionary<string, string> { [owner] = beats.ToString(CultureInfo.InvariantCulture) }).Count > 0;

    private async Task TakeAsync(SeatSight? dead, CancellationToken cancellationToken)
    {
        var before = _hold;
        _hold = await seats.TakeAsync(Seat, self, dead, cancellationToken);
        _beatAt = clock.GetTimestamp();
        if (before is null && _hold is not null)
            logger.SeatTaken(self);
        if (before is not null && _hold is null)
            logger.SeatLost(self);
    }
}
