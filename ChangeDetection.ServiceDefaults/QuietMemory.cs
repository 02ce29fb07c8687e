using Microsoft.Extensions.Logging;

namespace ChangeDetection.ServiceDefaults;

/// <summary>
/// Gives memory back that a burst of work left behind. The collector works while something allocates; in the quiet after thousands of checks it would keep
/// what they needed, up to the size of the processor's cache and more, for hours.
/// </summary>
internal sealed class QuietMemory(TimeProvider clock, ILogger<QuietMemory> logger) : PeriodicLoop(Period, clock, logger)
{
    /// <summary>How much of one core a quiet process uses at most.</summary>
    public const double QuietShare = 0.1;

    /// <summary>How many bytes make it worth to collect: less leaves nothing behind that anybody notices.</summary>
    public const long Burst = 64 << 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    // Processor time goes by the machine's clock, whatever clock the loop has.
    private (TimeSpan Cpu, long At) _last = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
    private long _collectedAt;

    /// <summary>Whether a collection now disturbs nobody and gives something back.</summary>
    /// <param name="cpu">Processor time since the last look.</param>
    /// <param name="passed">Time since then.</param>
    /// <param name="allocated">Bytes allocated since the last collection of this kind.</param>
    public static bool IsWorthIt(TimeSpan cpu, TimeSpan passed, long allocated) => allocated >= Burst && cpu < passed * QuietShare;

    /// <inheritdoc/>
    protected override Task TurnAsync(CancellationToken cancellationToken)
    {
        var (cpu, at, allocated) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp(), GC.GetTotalAllocatedBytes());
        if (IsWorthIt(cpu - _last.Cpu, TimeProvider.System.GetElapsedTime(_last.At, at), allocated - _collectedAt))
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _collectedAt = allocated;
        }

        _last = (cpu, at);
        return Task.CompletedTask;
    }
}
