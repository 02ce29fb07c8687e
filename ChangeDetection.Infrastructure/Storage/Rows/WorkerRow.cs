namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>The heartbeat of one worker process: a number that moves while it lives.</summary>
internal sealed class WorkerRow
{
    public required string Id { get; init; }
    public long Beats { get; set; }

    /// <summary>How many checks it runs at once.</summary>
    public int Places { get; set; }
}
