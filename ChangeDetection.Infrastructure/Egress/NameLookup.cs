using System.Net;
using System.Net.Sockets;
using ChangeDetection.Core.Egress;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Looks names up within bounds of time and number, each time anew.</summary>
internal sealed class NameLookup(INameResolver resolver, TimeProvider clock)
{
    /// <summary>The most answers looked at; the others are left out, and never connected to.</summary>
    public const int MostAnswers = 64;

    /// <summary>The longest wait for a name server.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The addresses of a host, which may be one itself.</summary>
    /// <exception cref="NameUnresolvedException">There are none, or not in time.</exception>
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(KnownNames.Plain(host), out var literal))
            return [literal];
        if (KnownNames.IsOnion(host))
            throw new NameUnresolvedException(host, $"The host name {host} is one of the Tor network: choose a SOCKS proxy that leads there.", isPassing: false);
        var answers = await AskAsync(host, cancellationToken);
        return answers.Count > 0 ? [.. answers.Take(MostAnswers)] : throw None(host, isPassing: false);
    }

    private async Task<IReadOnlyList<IPAddress>> AskAsync(string host, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await resolver.ResolveAsync(host, limit.Token).WaitAsync(Limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new NameUnresolvedException(host, $"The host name {host} was not found within {Limit.TotalSeconds:0} seconds.", isPassing: false);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw None(host, failure is SocketException { SocketErrorCode: SocketError.TryAgain });
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    private static NameUnresolvedException None(string host, bool isPassing) => new(host, $"The host name {host} has no address.", isPassing);
}
