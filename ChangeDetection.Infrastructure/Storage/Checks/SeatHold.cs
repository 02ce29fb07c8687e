using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>The right to do a duty, good while nobody has taken it over.</summary>
/// <param name="Seat">The duty.</param>
/// <param name="Owner">The worker that has it.</param>
/// <param name="Token">The fencing token: raised whenever the seat changes hands.</param>
public sealed record SeatHold(string Seat, WorkerId Owner, long Token);
