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

    /// <summary>Results that were dropped because the watch was changed, deleted or leased anew meanwhile.</summary>
    public static readonly Counter<long> Superseded = Meter.CreateCounter<long>("changedetection.checks.superseded", "{check}", "Results dropped because their lease was void.");
}
