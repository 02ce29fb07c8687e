namespace ChangeDetection.Core.Watches;

/// <summary>A proxy with the label people choose it by.</summary>
/// <param name="ProxyName">The label.</param>
/// <param name="ProxyUrl">Its address: http, https, socks4, socks5, with credentials if it asks for them.</param>
public sealed record ProxyChoice(string ProxyName, string ProxyUrl)
{
    /// <summary>What stands in place of a label for a direct connection; no proxy can have this label.</summary>
    public const string NoProxy = "no-proxy";
}
