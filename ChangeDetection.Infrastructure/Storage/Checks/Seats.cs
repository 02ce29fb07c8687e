using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Duties that one process at a time has. A number says whether the holder lives; whoever watches it does so with its own stopwatch (decision D10).</summary>
public sealed class Seats
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;

    internal Seats(StoreContextFactory contexts, StoreWriter writer) => (_contexts, _writer) = (contexts, writer);

    /// <summary>The seat as it is, without touching it.</summary>
    public async Task<SeatSight> ReadAsync(string seat, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return SightOf(await context.Seats.FirstOrDefaultAsync(row => row.Name == seat, cancellationToken));
    }

    /// <summary>
    /// Moves the number of a seat that this worker has, and takes one that is free or whose holder is as dead as it was when last seen.
    /// </summary>
    /// <param name="seat">The duty.</param>
    /// <param name="self">The worker that wants it.</param>
    /// <param name="dead">The holder that was seen to stand still; null when none was.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    /// <returns>The hold, or null when somebody else has the seat.</returns>
    public Task<SeatHold?> TakeAsync(string seat, WorkerId self, SeatSight? dead, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var row = await FindAsync(transaction, seat, cancel);
                if (row is null)
                    transaction.Context.Seats.Add(row = new SeatRow { Name = seat });
                if (row.Owner is not null && row.Owner != self.Value && SightOf(row) != dead)
                    return null;
                row.Token += row.Owner == self.Value ? 0 : 1;
                row.Owner = self.Value;
                row.Beats++;
                return new SeatHold(seat, self, row.Token);
            },
            cancellationToken);

    /// <summary>Gives a seat back, so that the next one need not wait.</summary>
    public Task<bool> LeaveAsync(SeatHold hold, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                if (await FindAsync(transaction, hold.Seat, cancel) is not { } row || !IsHeld(row, hold))
                    return false;
                row.Owner = null;
                return true;
            },
            cancellationToken);

    /// <summary>Whether the hold is still good, inside a transaction whose work depends on it.</summary>
    internal static async Task<bool> IsHeldAsync(StoreTransaction transaction, SeatHold hold, CancellationToken cancellationToken) =>
        await FindAsync(transaction, hold.Seat, cancellationToken) is { } row && IsHeld(row, hold);

    private static bool IsHeld(SeatRow row, SeatHold hold) => row.Owner == hold.Owner.Value && row.Token == hold.Token;

    private static Task<SeatRow?> FindAsync(StoreTransaction transaction, string seat, CancellationToken cancellationToken) =>
        transaction.Context.Seats.AsTracking().FirstOrDefaultAsync(row => row.Name == seat, cancellationToken);

    private static SeatSight SightOf(SeatRow? row) => new(row?.Owner, row?.Beats ?? 0);
}
