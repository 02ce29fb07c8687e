namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>What an observer sees of a seat.</summary>
/// <param name="Owner">Who has it; null when it is free.</param>
/// <param name="Beats">A number that moves while the owner lives.</param>
public sealed record SeatSight(string? Owner, long Beats);
