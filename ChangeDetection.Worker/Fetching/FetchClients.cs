using System.Net;
using ChangeDetection.Infrastructure.Egress;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Fetching;

/// <summary>HTTP clients with their pooled connections: one for each way to a page and each demand on certificates, made when first needed.</summary>
/// <remarks>A client that nobody has used for a while goes, and with it the connections through a proxy that is no longer in the settings.</remarks>
internal sealed class FetchClients(EgressHttp http, IOptions<FetchOptions> options, IWebProxy environment, TimeProvider clock) : IDisposable
{
    private const int MaxIdle = 32;
    private const int UsualSocksPort = 1080;

    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(ProxyRoute Route, bool VerifiesTls), Client> _clients = [];

    /// <summary>How many clients are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _clients.Count;
        }
    }

    /// <summary>The client for a way; it is given back by disposing of it.</summary>
    public Rental Rent(ProxyRoute route, bool verifiesTls)
    {
        lock (_gate)
        {
            var key = (route, verifiesTls);
            if (!_clients.TryGetValue(key, out var client))
                _clients[key] = client = new Client(http.MakeClient(PathOf(route, verifiesTls)));
            client.Users++;
            CloseIdle();
            return new Rental(this, client);
        }
    }

    /// <summary>The proxy by which an address is reached; null when it is reached straight.</summary>
    public Uri? ProxyOf(ProxyRoute route, Uri address) => route switch
    {
        ProxyRoute.Through through => through.Address,
        ProxyRoute.Environment when !environment.IsBypassed(address) => environment.GetProxy(address),
        _ => null,
    };

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var client in _clients.Values)
                client.Http.Dispose();
            _clients.Clear();
        }
    }

    private void Return(Client client)
    {
        lock (_gate)
        {
            client.Users--;
            client.LastUsed = clock.GetTimestamp();
            CloseIdle();
        }
    }

    private void CloseIdle()
    {
        var idle = _clients.Where(entry => entry.Value.Users == 0).OrderByDescending(entry => entry.Value.LastUsed).ToList();
        foreach (var (key, client) in idle.Where((entry, place) => place >= MaxIdle || clock.GetElapsedTime(entry.Value.LastUsed) > IdleLimit))
        {
            _clients.Remove(key);
            client.Http.Dispose();
        }
    }

    private EgressPath PathOf(ProxyRoute route, bool verifiesTls) => new()
    {
        Proxy = route switch
        {
            ProxyRoute.Through through => ProxyAt(through.Address),
            ProxyRoute.Environment => environment,
            _ => null,
        },
        IsOperatorsProxy = route is ProxyRoute.Environment,
        VerifiesTls = verifiesTls,
        ConnectTimeout = options.Value.ConnectTimeout,
    };

    private static WebProxy ProxyAt(Uri address)
    {
        var proxy = new WebProxy(new UriBuilder(address) { UserName = "", Password = "", Port = address.Port < 0 ? UsualSocksPort : address.Port }.Uri);
        if (address.UserInfo.Length == 0)
            return proxy;
        var parts = address.UserInfo.Split(':', 2);
        proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        return proxy;
    }

    /// <summary>A client while somebody uses it.</summary>
    public readonly struct Rental(FetchClients owner, Client client) : IDisposable
    {
        public HttpClient Http => client.Http;

        public void Dispose() => owner.Return(client);
    }

    /// <summary>A client and who uses it.</summary>
    public sealed class Client(HttpClient http)
    {
        public HttpClient Http => http;

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}
