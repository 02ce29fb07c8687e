namespace ChangeDetection.Core.Checks;

/// <summary>The name of one worker process, unique over restarts.</summary>
/// <param name="Value">Host name, process id and a random part.</param>
public readonly record struct WorkerId(string Value)
{
    /// <summary>A name for this process that no other process has or had.</summary>
    public static WorkerId ForThisProcess() => new($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
