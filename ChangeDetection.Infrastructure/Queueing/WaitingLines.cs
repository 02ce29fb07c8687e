using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>The lines in which orders wait, numbered as they are served: per class of priority first the returned orders, then the others.</summary>
internal static class WaitingLines
{
    public const int Count = 6;

    /// <summary>Where a new order waits.</summary>
    public static int Of(CheckPriority priority) => priority switch
    {
        <= CheckPriority.Front => 0,
        <= CheckPriority.Manual => 1,
        <= CheckPriority.Clone => 3,
        _ => 5,
    };

    /// <summary>Where an order waits that a worker handed back.</summary>
    public static int OfReturned(CheckPriority priority) => Math.Max(0, Of(priority) - 1);
}
