using System.Diagnostics;

namespace ChangeDetection.Infrastructure;

/// <summary>The spans of this project. One check of a watch is one trace: enqueue, dequeue, fetch, extract, commit, announce.</summary>
public static class Telemetry
{
    /// <summary>The name all activity sources and meters of the product begin with.</summary>
    public const string Prefix = "ChangeDetection";

    /// <summary>The source of spans about queue and store.</summary>
    public static readonly ActivitySource Source = new("ChangeDetection.Infrastructure");
}
