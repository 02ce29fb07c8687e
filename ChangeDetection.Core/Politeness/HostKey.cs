using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Politeness;

/// <summary>The name under which checks of one server are counted: host, and port when it is not the scheme's own (the authority of RFC 3986).</summary>
public static class HostKey
{
    /// <summary>The name for an address as stored; empty when a template decides at the check.</summary>
    public static string Of(string address)
    {
        var text = WatchUrl.IsSourceText(address) ? address[WatchUrl.SourcePrefix.Length..] : address;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && !uri.Host.AsSpan().ContainsAny("{}%") ? Of(uri) : "";
    }

    /// <summary>The name for a parsed address.</summary>
    public static string Of(Uri address)
    {
        // In brackets, as in an address: so the name can be read again as one, and the port told from the rest.
        var host = address.HostNameType is UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        return address.IsDefaultPort ? host : $"{host}:{address.Port}";
    }
}
