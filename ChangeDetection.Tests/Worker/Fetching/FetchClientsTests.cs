using System.Net;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Worker.Fetching;

/// <summary>Connections are shared by those who go the same way, and none is kept for ever.</summary>
public sealed class FetchClientsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Who_goes_the_same_way_with_the_same_demand_shares_a_client()
    {
        using var clients = Make();
        using var one = clients.Rent(new ProxyRoute.Through("a", "http://me:x@127.0.0.1:1"), verifiesTls: true);
        using var same = clients.Rent(new ProxyRoute.Through("a", "http://me:x@127.0.0.1:1"), verifiesTls: true);
        using var careless = clients.Rent(new ProxyRoute.Through("a", "http://me:x@127.0.0.1:1"), verifiesTls: false);
        using var edited = clients.Rent(new ProxyRoute.Through("a", "http://me:y@127.0.0.1:1"), verifiesTls: true);

        Assert.Same(one.Http, same.Http);
        Assert.Equal(3, new[] { one.Http, careless.Http, edited.Http }.Distinct().Count());
    }

    [Fact]
    public void A_client_that_nobody_used_for_a_while_goes_but_never_while_it_is_used()
    {
        using var clients = Make();
        var busy = clients.Rent(new ProxyRoute.Through("busy", "http://127.0.0.1:1"), verifiesTls: true);
        clients.Rent(new ProxyRoute.Through("idle", "http://127.0.0.1:2"), verifiesTls: true).Dispose();

        _clock.Advance(TimeSpan.FromMinutes(11));
        clients.Rent(new ProxyRoute.Straight(), verifiesTls: true).Dispose();

        Assert.Equal(2, clients.Count);
        Assert.Null(Record.Exception(() => busy.Http.CancelPendingRequests()));
        busy.Dispose();
    }

    [Fact]
    public void However_many_proxies_there_were_only_some_clients_are_kept()
    {
        using var clients = Make();

        for (var number = 0; number < 100; number++)
            clients.Rent(new ProxyRoute.Through("a", $"http://127.0.0.1:{number + 1}"), verifiesTls: true).Dispose();

        Assert.Equal(32, clients.Count);
    }

    private FetchClients Make() => new(AnEgress.Open(), Options.Create(new FetchOptions()), new WebProxy(), _clock);
}
