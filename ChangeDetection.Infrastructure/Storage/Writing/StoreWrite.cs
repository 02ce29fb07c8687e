namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write that waits for its turn in a transaction.</summary>
internal abstract class StoreWrite
{
    public abstract Task RunAsync(StoreTransaction transaction);

    public abstract void Succeed();

    public abstract void Fail(Exception failure);
}
