using System.Net;
using ChangeDetection.Infrastructure.Egress;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Worker.Egress;

/// <summary>
/// A worker as it is without settings, to which only the names <c>site.example</c> and <c>proxy.example</c> are open: they stand for the internet, and are
/// this machine. Beside it a listener at all addresses of this machine, which nobody may come to.
/// </summary>
public sealed class ClosedWorker : IAsyncLifetime
{
    /// <summary>An address of the internet that one of this machine's interfaces is said to have.</summary>
    internal const string OwnPublicAddress = "93.184.216.7";

    private VisitedServer? _listener;
    private int _visits;

    internal AWorker Worker { get; private set; } = null!;

    internal ScriptedNames Names { get; } = new();

    /// <summary>The port of the listener.</summary>
    internal int Port => _listener!.Port;

    /// <summary>How many came to the listener.</summary>
    internal int Visits => Volatile.Read(ref _visits);

    public async ValueTask InitializeAsync()
    {
        _listener = VisitedServer.Everywhere((_, _) =>
        {
            Interlocked.Increment(ref _visits);
            return Task.CompletedTask;
        });
        foreach (var name in (string[])["site.example", "proxy.example", "127.0.0.1.nip.io", "7f000001.nip.io", "localtest.me", "chain.example"])
            Names.Says(name, "127.0.0.1");
        Names.Says("mixed.example", "93.184.216.34", "::1").Says("wrapped.example", "0.0.0.0", "::ffff:10.0.0.1").Says("example.com", "93.184.216.34");
        Worker = await OpenAsync(("ALLOW_IANA_RESTRICTED_ADDRESSES", "false"), ("EGRESS_ALLOW", "site.example, proxy.example"));
    }

    /// <summary>Another worker over the same names.</summary>
    internal Task<AWorker> OpenAsync(params (string Name, string Value)[] settings) => AWorker.OpenAsync(
        services => services.AddSingleton<INameResolver>(Names)
            .AddSingleton(provider => new OwnAddresses(() => [IPAddress.Parse(OwnPublicAddress)], provider.GetRequiredService<TimeProvider>())),
        TestContext.Current.CancellationToken,
        [("Fetch:Retries", "0"), .. settings]);

    public async ValueTask DisposeAsync()
    {
        if (Worker is not null)
            await Worker.DisposeAsync();
        if (_listener is not null)
            await _listener.DisposeAsync();
    }
}
