namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write with a result; a caller that has stopped waiting before its turn is not served.</summary>
internal abstract class StoreWrite<T>(CancellationToken cancellationToken) : StoreWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Completion => _completion.Task;

    /// <summary>What the caller is given once it is committed.</summary>
    protected T? Result { get; set; }

    public override void Succeed() => _completion.TrySetResult(Result!);

    public override void Fail(Exception failure)
    {
        if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            _completion.TrySetCanceled(cancellationToken);
        else
            _completion.TrySetException(failure);
    }
}
