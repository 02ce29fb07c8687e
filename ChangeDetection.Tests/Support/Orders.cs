using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Tests.Support;

/// <summary>Orders to check watches that exist nowhere.</summary>
internal static class Orders
{
    public static CheckWatch Of(long job = 1, CheckPriority priority = CheckPriority.Scheduled, string? trace = null) =>
        new(new WatchId(Guid.NewGuid()), job, priority, trace);

    public static IReadOnlyList<CheckWatch> Many(int count, CheckPriority priority = CheckPriority.Scheduled) =>
        [.. Enumerable.Range(0, count).Select(_ => Of(priority: priority))];
}
