using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Fetching;

/// <summary>The way to a page: straight, as the process's environment says, or through a proxy of the settings.</summary>
internal abstract record ProxyRoute
{
    private ProxyRoute()
    {
    }

    public sealed record Straight : ProxyRoute;

    public sealed record Environment : ProxyRoute;

    /// <remarks>Compared by text: two addresses that differ in the password only are the same <see cref="Uri"/>.</remarks>
    public sealed record Through(string Label, string Text) : ProxyRoute
    {
        public Uri Address => new(Text);

        // Addresses hold passwords.
        public override string ToString() => Label;
    }

    /// <summary>The way a watch takes; null with a failure when it names a proxy that is not there.</summary>
    /// <remarks>As in v1 the first proxy serves all who choose none, when there are any (peer behaviour, section 2.5).</remarks>
    public static ProxyRoute? Choose(string? wish, GlobalSettings global, out FetchResult.Failed? failed)
    {
        failed = null;
        if (wish == ProxyChoice.NoProxy || (string.IsNullOrEmpty(wish) && global.Proxy == ProxyChoice.NoProxy))
            return new Straight();
        if (string.IsNullOrEmpty(wish))
            return (ProxyChoice.Find(global.Proxy, global.ExtraProxies) ?? global.ExtraProxies.FirstOrDefault()) is { } usual ? Open(usual, out failed) : new Environment();
        if (ProxyChoice.Find(wish, global.ExtraProxies) is { } chosen)
            return Open(chosen, out failed);
        failed = new FetchResult.Failed(CheckFailure.ProxyFailed, $"The proxy '{wish}' of this watch is not in the settings; choose another one or no proxy.");
        return null;
    }

    private static Through? Open(ProxyChoice proxy, out FetchResult.Failed? failed)
    {
        failed = null;
        if (proxy.ProxyUrl.Length == 0)
        {
            failed = new FetchResult.Failed(CheckFailure.SecretLost, FailureTexts.SecretsLost([$"the address of the proxy '{proxy.ProxyName}'"]));
            return null;
        }

        // Names are always resolved by the proxy, which is what the h asks for.
        var text = proxy.ProxyUrl.Trim().Replace("socks5h://", "socks5://", StringComparison.OrdinalIgnoreCase);
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5" && address.Host.Length > 0)
            return new Through(proxy.ProxyName, text);
        failed = new FetchResult.Failed(CheckFailure.ProxyFailed, $"The address of the proxy '{proxy.ProxyName}' is not valid: it begins with http, https, socks4, socks4a or socks5 and names a host.");
        return null;
    }
}
