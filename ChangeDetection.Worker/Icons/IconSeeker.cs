using System.Threading.Channels;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Icons;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Icons;

/// <summary>Looks for the icons of pages just fetched, one after the other and beside the checks, which never wait for it.</summary>
internal sealed class IconSeeker : BackgroundService
{
    private const int Errands = 2;

    private readonly Channel<IconOrder> _orders;
    private readonly KnownIcons _known;
    private readonly IconFetcher _fetcher;
    private readonly WatchIcons _icons;
    private readonly IconOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<IconSeeker> _logger;

    public IconSeeker(IconFetcher fetcher, WatchIcons icons, IOptions<IconOptions> options, TimeProvider clock, ILogger<IconSeeker> logger)
    {
        (_fetcher, _icons, _options, _clock, _logger) = (fetcher, icons, options.Value, clock, logger);
        _known = new KnownIcons(_options.Age, clock);
        _orders = Channel.CreateBounded<IconOrder>(_options.Places);
    }

    /// <summary>Has the icon of a page looked for, unless it is known or too many others wait.</summary>
    /// <param name="watch">The watch as it was before the check.</param>
    /// <param name="global">The settings of the installation, for the way to the site.</param>
    /// <param name="page">The page.</param>
    public void Seek(Watch watch, GlobalSettings global, PageContent page)
    {
        if (!_options.IsOn || _clock.GetUtcNow() - watch.State.IconSoughtAt < _options.Age || _orders.Reader.Count >= _options.Places)
            return;
        if (ProxyRoute.Choose(watch.Settings.Proxy, global, out _) is { } route)
            _orders.Writer.TryWrite(new IconOrder(watch, route, IconLinks.FindIn(page, _clock)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Errands).Select(_ => Task.Run(() => SeekAsync(stoppingToken), stoppingToken)));

    private async Task SeekAsync(CancellationToken cancellationToken)
    {
        await foreach (var order in _orders.Reader.ReadAllAsync(cancellationToken))
        {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop (invariant I-20).
            try
            {
                await _icons.StoreAsync(order.Watch, await FindAsync(order, cancellationToken), cancellationToken);
            }
            catch (Exception failure)
            {
                if (!cancellationToken.IsCancellationRequested)
                    _logger.TurnFailed(nameof(IconSeeker), failure);
            }
#pragma warning restore CA1031
        }
    }

    private async Task<SiteIcon?> FindAsync(IconOrder order, CancellationToken cancellationToken)
    {
        var key = KnownIcons.Key.Of(order);
        if (_known.TryGet(key, out var known))
            return known;
        var found = await _fetcher.FetchAsync(order, cancellationToken);
        _known.Add(key, found);
        return found;
    }
}
