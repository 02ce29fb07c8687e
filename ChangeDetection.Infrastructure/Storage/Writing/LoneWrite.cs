namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write that is done by itself.</summary>
internal sealed class LoneWrite<T>(Func<StoreTransaction, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) : StoreWrite<T>(cancellationToken)
{
    private readonly CancellationToken _cancellationToken = cancellationToken;

    public override async Task RunAsync(StoreTransaction transaction, IReadOnlyList<StoreWrite> alike)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        Result = await operation(transaction, _cancellationToken);
    }
}
