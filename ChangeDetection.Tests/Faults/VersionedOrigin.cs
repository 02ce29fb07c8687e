using System.Collections.Concurrent;
using System.Diagnostics;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace ChangeDetection.Tests.Faults;

/// <summary>
/// A site whose pages say something new at every look, until it settles. So every check has a version of its own: one stored twice, lost or
/// stored out of turn can be told by its number.
/// </summary>
internal sealed class VersionedOrigin : IAsyncDisposable
{
    private readonly OriginServer _server;
    private readonly ConcurrentDictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly List<Serving> _served = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _isSettled;

    private VersionedOrigin(OriginServer server) => _server = server;

    /// <summary>The clock of <see cref="Served"/>.</summary>
    public TimeSpan Now => _clock.Elapsed;

    public OriginServer Server => _server;

    public IReadOnlyList<Serving> Served
    {
        get
        {
            lock (_served)
                return [.. _served];
        }
    }

    public static async Task<VersionedOrigin> StartAsync(CancellationToken cancellationToken) => new(await OriginServer.StartAsync(cancellationToken));

    /// <summary>Adds a page and gives its address. What the pause gives is waited for before the answer.</summary>
    public string Page(string path, Func<Task>? pause = null)
    {
        _server.Answers(path, async context =>
        {
            var version = Serve(path);
            if (pause is not null)
                await pause().WaitAsync(context.RequestAborted);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"<p>version {version}</p>", context.RequestAborted);
        });
        return _server.Url(path);
    }

    public int CountOf(string path) => Served.Count(one => one.Page == path);

    /// <summary>From now on every page says at every look what it says at the next one; gives that version of each page.</summary>
    public IReadOnlyDictionary<string, int> Settle(IEnumerable<string> paths)
    {
        lock (_served)
        {
            _isSettled = true;
            foreach (var path in paths)
                _versions.AddOrUpdate(path, 1, (_, version) => version + 1);
            return new Dictionary<string, int>(_versions);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private int Serve(string path)
    {
        lock (_served)
        {
            var version = _isSettled ? _versions[path] : _versions.AddOrUpdate(path, 1, (_, last) => last + 1);
            _served.Add(new Serving(path, version, _clock.Elapsed));
            return version;
        }
    }
}
