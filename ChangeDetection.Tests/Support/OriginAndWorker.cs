using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>Tests of a worker that fetches from a site on this machine.</summary>
public abstract class OriginAndWorker(params (string Name, string Value)[] settings) : IAsyncLifetime
{
    private OriginServer? _origin;
    private AWorker? _worker;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected OriginServer Origin => _origin!;

    private protected AWorker Worker => _worker!;

    public async ValueTask InitializeAsync()
    {
        _origin = await OriginServer.StartAsync(Cancel);
        _worker = await AWorker.OpenAsync(Cancel, settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        if (_origin is not null)
            await _origin.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
