using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>What became of deliveries. One that is neither leased nor postponed is done with: outdated, running elsewhere, set aside, or waiting in the store for its host.</summary>
/// <param name="Leases">The checks to run.</param>
/// <param name="Postponed">To be offered again by the same worker once its other suspect is done: workers died with these, so it runs one at a time.</param>
public sealed record LeaseAnswer(IReadOnlyList<CheckLease> Leases, IReadOnlyList<Delivery> Postponed);
