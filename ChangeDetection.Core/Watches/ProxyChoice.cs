namespace ChangeDetection.Core.Watches;

/// <summary>A proxy with the label people choose it by.</summary>
/// <param name="ProxyName">The label.</param>
/// <param name="ProxyUrl">Its address: http, https, socks4, socks5, with credentials if it asks for them.</param>
public sealed record ProxyChoice(string ProxyName, string ProxyUrl)
{
    /// <summary>What stands in place of a label for a direct connection; no proxy can have this label.</summary>
    public const string NoProxy = "no-proxy";

    /// <summary>The key by which v1 clients name a proxy: made of its place in the list and its label, such as <c>ui-0office</c>.</summary>
    public static string KeyOf(ProxyChoice proxy, int place) => $"ui-{place}{proxy.ProxyName}";

    /// <summary>The proxy of a label or of a key; null when there is none.</summary>
    public static ProxyChoice? Find(string? name, IReadOnlyList<ProxyChoice> proxies) =>
        proxies.FirstOrDefault(proxy => proxy.ProxyName == name) ?? proxies.Where((proxy, place) => KeyOf(proxy, place) == name).FirstOrDefault();
}
