namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>Writes many things of a kind in one transaction and gives the result of each, in their order.</summary>
internal delegate Task<IReadOnlyList<T>> CommonOperation<TItem, T>(StoreTransaction transaction, IReadOnlyList<TItem> items, CancellationToken cancellationToken);
