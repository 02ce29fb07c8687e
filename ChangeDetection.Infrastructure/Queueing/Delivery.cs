using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>One order handed to this worker, to be completed or returned.</summary>
/// <param name="Order">What is to be done.</param>
/// <param name="EntryId">The queue's own name for the entry.</param>
/// <param name="IsTakenOver">Whether another worker had it and died, so that a lease in the store may be taken from that worker.</param>
public sealed record Delivery(CheckWatch Order, string EntryId, bool IsTakenOver);
