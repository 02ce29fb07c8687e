using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChangeDetection.Infrastructure;

/// <summary>The spans of this project. One check of a watch is one trace: enqueue, dequeue, fetch, extract, commit, announce.</summary>
public static class Telemetry
{
    /// <summary>The name all activity sources and meters of the product begin with.</summary>
    public const string Prefix = "ChangeDetection";

    internal const string Name = "ChangeDetection.Infrastructure";

    /// <summary>The source of spans about queue and store.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Connections that the gate refused, by what their target is.</summary>
    internal static readonly Counter<long> Refused = Meter.CreateCounter<long>("changedetection.egress.refused", "{connection}", "Refused connections by what their target is.");
}
