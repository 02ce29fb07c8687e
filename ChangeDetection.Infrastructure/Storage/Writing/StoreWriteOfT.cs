namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write with a result; a caller that has stopped waiting before its turn is not served.</summary>
internal sealed class StoreWrite<T>(Func<StoreTransaction, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) : StoreWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override async Task RunAsync(StoreTransaction transaction)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _result = await operation(transaction, cancellationToken);
    }

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception failure)
    {
        if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            _completion.TrySetCanceled(cancellationToken);
        else
            _completion.TrySetException(failure);
    }
}
