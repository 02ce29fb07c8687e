using System.Globalization;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>The one seat of whoever makes the scheduled backups; taken over from a process that stands still by the observer's own stopwatch.</summary>
/// <param name="seats">All seats.</param>
/// <param name="clock">The stopwatch.</param>
/// <param name="beat">The time between two asks.</param>
public sealed class BackupSeat(Seats seats, TimeProvider clock, TimeSpan beat)
{
    private const string Seat = "backups";
    private const int BeatsUntilDead = 5;

    private readonly WorkerId _self = new($"backups-{Guid.NewGuid():N}");
    private readonly Liveness _liveness = new(clock, BeatsUntilDead * beat, 2 * beat);
    private SeatHold? _hold;

    /// <summary>Whether this process has the seat; to be asked with every beat.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        var sight = await seats.ReadAsync(Seat, cancellationToken);
        if (sight.Owner is null || sight.Owner == _self.Value || IsDead(sight.Owner, sight.Beats))
            _hold = await seats.TakeAsync(Seat, _self, sight, cancellationToken);
        else
            _hold = null;
        return _hold is not null;
    }

    /// <summary>Gives the seat back.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_hold is { } hold)
            await seats.LeaveAsync(hold, cancellationToken);
        _hold = null;
    }

    private bool IsDead(string owner, long beats) =>
        _liveness.Observe(new Dictionary<string, string> { [owner] = beats.ToString(CultureInfo.InvariantCulture) }).Count > 0;
}
