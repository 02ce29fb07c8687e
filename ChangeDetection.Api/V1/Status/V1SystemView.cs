namespace ChangeDetection.Api.V1.Status;

/// <summary>The state of the system.</summary>
/// <param name="QueueSize">Watches that wait for a worker.</param>
/// <param name="OverdueWatches">Watches that are five minutes late.</param>
/// <param name="Uptime">Seconds since this process began to serve.</param>
/// <param name="WatchCount">All watches.</param>
/// <param name="Version">The product's version.</param>
internal sealed record V1SystemView(int QueueSize, IReadOnlyList<string> OverdueWatches, double Uptime, int WatchCount, string Version);
