using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>The steps of a check's life, as changes of its watch's row.</summary>
internal static class RowChecks
{
    /// <summary>How many workers may die with a watch in hand until the schedule leaves it alone (invariant I-18).</summary>
    public const int MostDeaths = 3;

    /// <summary>Notes that a check is wanted, and gives the order to queue.</summary>
    public static CheckWatch Want(this WatchRow row, CheckPriority priority, long now)
    {
        row.Job++;
        row.Priority = (int)priority;
        row.QueuedAt ??= now;
        row.IsParked = false;
        // Due until a result is stored: a wish dropped by an edit comes back through the schedule.
        row.NextCheckAt = Math.Min(row.NextCheckAt, now);
        if (priority != CheckPriority.Scheduled)
            row.GiveAnotherChance();
        return new CheckWatch(new WatchId(row.Id), row.Job, priority);
    }

    /// <summary>Hands the check to a worker.</summary>
    public static CheckLease Lease(this WatchRow row, CheckWatch order, WorkerId worker, StoreTransaction transaction)
    {
        row.Fence++;
        row.LeaseOwner = worker.Value;
        row.CheckingSince = transaction.Now;
        row.IsParked = false;
        return new CheckLease(row.ToWatch(transaction.Context.Documents), row.Fence, order, DateTimeOffset.FromUnixTimeMilliseconds(transaction.Now)) { IsSuspect = row.Deaths > 0 };
    }

    /// <summary>Takes the check out of a worker's hands; it is still wanted.</summary>
    public static void VoidLease(this WatchRow row)
    {
        row.Fence++;
        row.LeaseOwner = null;
        row.CheckingSince = null;
    }

    /// <summary>Voids the lease and the order, whoever has them; a watch that is still due is offered again by the scheduler.</summary>
    public static void DropCheck(this WatchRow row)
    {
        row.VoidLease();
        row.Job++;
        row.QueuedAt = null;
        row.IsParked = false;
    }

    /// <summary>Counts a worker that died with the check in hand; gives false when that were too many and the watch is set aside.</summary>
    public static bool SurvivesDeath(this WatchRow row)
    {
        row.Deaths++;
        if (row.Deaths < MostDeaths)
            return true;
        row.DropCheck();
        row.IsSetAside = true;
        row.Failure = (int)CheckFailure.SetAside;
        row.LastError = FailureTexts.SetAside(row.Deaths);
        return false;
    }

    /// <summary>A check that ended, or an edit, makes earlier deaths a thing of the past.</summary>
    public static void ForgetDeaths(this WatchRow row) => (row.Deaths, row.IsSetAside) = (0, false);

    /// <summary>A person wants to see whether it goes well now; another death sets the watch aside at once.</summary>
    public static void GiveAnotherChance(this WatchRow row)
    {
        if (!row.IsSetAside)
            return;
        row.IsSetAside = false;
        row.Deaths = MostDeaths - 1;
    }
}
