using System.Diagnostics;

namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write that waits for its turn in a transaction.</summary>
internal abstract class StoreWrite
{
    /// <summary>The trace the write belongs to, so that telling of it can join that trace.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>Writes of one kind that share a transaction are run as one; most are a kind of their own.</summary>
    public virtual object Kind => this;

    /// <summary>Runs the write with those of its kind, itself among them.</summary>
    public abstract Task RunAsync(StoreTransaction transaction, IReadOnlyList<StoreWrite> alike);

    public abstract void Succeed();

    public abstract void Fail(Exception failure);
}
