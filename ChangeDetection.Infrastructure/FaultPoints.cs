namespace ChangeDetection.Infrastructure;

/// <summary>The names of all places where a test can end the process, in the order in which a check passes them.</summary>
public static class FaultPoints
{
    /// <summary>The scheduler believes that it has the seat, and is about to offer what is due.</summary>
    public const string BeforeOffer = "before-offer";

    /// <summary>The store has noted that checks are wanted; the queue has not heard of them.</summary>
    public const string BeforeEnqueue = "before-enqueue";

    /// <summary>The queue has heard of them.</summary>
    public const string AfterEnqueue = "after-enqueue";

    /// <summary>The queue has given orders to this worker; the store knows nothing of it.</summary>
    public const string AfterDequeue = "after-dequeue";

    /// <summary>The store has leased watches to this worker.</summary>
    public const string AfterLease = "after-lease";

    /// <summary>The page is here and nowhere else. Said with the address of the watch.</summary>
    public const string AfterFetch = "after-fetch";

    /// <summary>The result is made. Said with the address of the watch.</summary>
    public const string BeforeCommit = "before-commit";

    /// <summary>A group of writes is in the database's transaction, which is still open. Said with the types of their results.</summary>
    public const string InTransaction = "in-transaction";

    /// <summary>The database has committed the group; nobody who waits for them has heard of it. Said with the types of their results.</summary>
    public const string AfterDatabaseCommit = "after-database-commit";

    /// <summary>The result is stored; the queue believes that the check runs.</summary>
    public const string BeforeDone = "before-done";

    /// <summary>The queue knows that the check is done.</summary>
    public const string AfterDone = "after-done";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BeforeOffer, BeforeEnqueue, AfterEnqueue, AfterDequeue, AfterLease, AfterFetch, BeforeCommit, InTransaction, AfterDatabaseCommit, BeforeDone, AfterDone];
}
