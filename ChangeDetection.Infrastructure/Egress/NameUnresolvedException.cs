using System.Net.Sockets;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>A name has no address, or none in time. HTTP clients tell it as <see cref="HttpRequestError.NameResolutionError"/>.</summary>
/// <param name="host">The name.</param>
/// <param name="message">What to tell a person.</param>
/// <param name="isPassing">Whether the next moment may bring an answer.</param>
public sealed class NameUnresolvedException(string host, string message, bool isPassing)
    : SocketException((int)(isPassing ? SocketError.TryAgain : SocketError.HostNotFound), message)
{
    /// <summary>The name.</summary>
    public string Host => host;

    /// <summary>Whether the next moment may bring an answer.</summary>
    public bool IsPassing => isPassing;

    /// <summary>Whether it is the name of a proxy on the way.</summary>
    public bool IsProxy { get; init; }
}
