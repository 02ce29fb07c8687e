namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>A write that is done together with those of its kind: many of them cost little more than one. Nobody can call it off.</summary>
/// <param name="operation">Writes many and gives the result of each, in their order. Writes with the same operation are of one kind.</param>
/// <param name="item">What this one writes.</param>
internal sealed class CommonWrite<TItem, T>(CommonOperation<TItem, T> operation, TItem item) : StoreWrite<T>(CancellationToken.None)
{
    public override object Kind => operation;

    public override async Task RunAsync(StoreTransaction transaction, IReadOnlyList<StoreWrite> alike)
    {
        var writes = alike.Cast<CommonWrite<TItem, T>>().ToList();
        var results = await operation(transaction, [.. writes.Select(write => write.Item)], CancellationToken.None);
        foreach (var (write, result) in writes.Zip(results))
            write.Result = result;
    }

    private TItem Item => item;
}
