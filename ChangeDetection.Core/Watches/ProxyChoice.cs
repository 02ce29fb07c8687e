namespace ChangeDetection.Core.Watches;

/// <summary>A proxy with the label people choose it by.</summary>
/// <param name="ProxyName">The label.</param>
/// <param name="ProxyUrl">Its address: http, https, socks4, socks5, with credentials if it asks for them.</param>
public sealed record ProxyChoice(string ProxyName, string ProxyUrl);
