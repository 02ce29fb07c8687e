using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Due watches as orders.</summary>
/// <param name="Orders">The orders to queue.</param>
/// <param name="HasMore">Whether more watches are due than were looked at.</param>
public sealed record DueOffer(IReadOnlyList<CheckWatch> Orders, bool HasMore);
