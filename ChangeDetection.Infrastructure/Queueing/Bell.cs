namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>Wakes everyone who waits. Who takes <see cref="NextRing"/> before looking for work cannot miss a ring.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _next = Silent();

    /// <summary>Ends with the next ring.</summary>
    public Task NextRing => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, Silent()).TrySetResult();

    private static TaskCompletionSource Silent() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
