using System.Diagnostics;

namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write that waits for its turn in a transaction.</summary>
internal abstract class StoreWrite
{
    /// <summary>The trace the write belongs to, so that telling of it can join that trace.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public abstract Task RunAsync(StoreTransaction transaction);

    public abstract void Succeed();

    public abstract void Fail(Exception failure);
}
