using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChangeDetection.Worker;

/// <summary>The worker's spans and instruments.</summary>
internal static class Telemetry
{
    public const string Name = "ChangeDetection.Worker";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Finished checks by outcome.</summary>
    public static readonly Counter<long> Checks = Meter.CreateCounter<long>("changedetection.checks", "{check}", "Finished checks by outcome.");

    /// <summary>Time from lease to commit.</summary>
    public static readonly Histogram<double> CheckDuration = Meter.CreateHistogram<double>("changedetection.check.duration", "s", "Time from lease to commit.");

    /// <summary>Time from the order to fetch to the answer.</summary>
    public static readonly Histogram<double> FetchDuration = Meter.CreateHistogram<double>("changedetection.fetch.duration", "s", "Time from the order to fetch to the answer.");

    /// <summary>Time from the answer to the verdict.</summary>
    public static readonly Histogram<double> JudgeDuration = Meter.CreateHistogram<double>("changedetection.judge.duration", "s", "Time from the answer to the verdict.");

    /// <summary>How long after its due time a scheduled check began.</summary>
    public static readonly Histogram<double> DueLag = Meter.CreateHistogram<double>("changedetection.check.lag", "s", "How long after its due time a scheduled check began.");

    /// <summary>Makes the gauges that are read from running parts.</summary>
    public static void Observe(Func<IEnumerable<Measurement<int>>> inFlight, Func<IEnumerable<Measurement<int>>> waiting, Func<IEnumerable<Measurement<double>>> ages)
    {
        Meter.CreateObservableGauge("changedetection.checks.in_flight", inFlight, "{check}", "Running checks of this process by host.");
        Meter.CreateObservableGauge("changedetection.queue.length", waiting, "{check}", "Waiting checks by who wants them, and those that wait for their host.");
        Meter.CreateObservableGauge("changedetection.queue.age", ages, "s", "Age of the oldest waiting check, and of the most overdue watch.");
    }

    /// <summary>Results that were dropped because the watch was changed, deleted or leased anew meanwhile.</summary>
    public static readonly Counter<long> Superseded = Meter.CreateCounter<long>("changedetection.checks.superseded", "{check}", "Results dropped because their lease was void.");
}
