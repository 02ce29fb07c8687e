using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>What became of one watch of many.</summary>
/// <param name="Key">The client's own name for it.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Errors">What is wrong, by field; null when nothing is.</param>
public sealed record UpsertView(string Key, WatchId Id, UpsertOutcome Outcome, IDictionary<string, string[]>? Errors);
