using ChangeDetection.Infrastructure.Storage.Checks;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>
/// Keeps a second one-process installation off the same SQLite file, and frees what a killed predecessor was checking,
/// since with the lock in hand it is known to be gone.
/// </summary>
internal sealed class OneProcessLock(StoreContextFactory contexts, WorkerHeartbeats heartbeats, CheckLedger ledger) : IAsyncDisposable
{
    private FileStream? _file;

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        if (contexts.Location.IsPostgres)
            return;
        var path = Path.Combine(contexts.Location.Directory, "one-process.lock");
        _file = ExclusiveFile.TryTake(path) ?? throw new StoreStartupException(
            $"The data directory {contexts.Location.Directory} is in use by another ChangeDetection process. Stop that one, or set DATASTORE_PATH to another directory.");
        await ledger.ReleaseAllOfAsync([.. (await heartbeats.ReadAsync(cancellationToken)).Keys], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
    }
}
