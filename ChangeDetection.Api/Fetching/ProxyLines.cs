using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Fetching;

/// <summary>Proxies as people write them: one <c>label address</c> a line, with stored passwords masked.</summary>
internal static class ProxyLines
{
    private const string Mask = SecretMask.Text;

    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    public static IReadOnlyList<string> From(IReadOnlyList<ProxyChoice> proxies, bool withSecrets = false) =>
        [.. proxies.Select(proxy => $"{proxy.ProxyName} {(withSecrets ? proxy.ProxyUrl : Masked(proxy.ProxyUrl))}")];

    /// <summary>Reads lines; a masked password is that of the stored proxy with the same address. What cannot be read is told in <paramref name="problem"/>.</summary>
    public static IReadOnlyList<ProxyChoice> Read(IReadOnlyList<string> lines, IReadOnlyList<ProxyChoice> stored, out string? problem)
    {
        var proxies = new List<ProxyChoice>();
        problem = NumberedLines.Read(lines, line => ReadLine(line, stored, proxies));
        return proxies;
    }

    /// <summary>What is wrong with a choice among these proxies, or null.</summary>
    public static string? ProblemWithChoice(string? choice, IReadOnlyList<ProxyChoice> proxies) =>
        string.IsNullOrEmpty(choice) || choice == ProxyChoice.NoProxy || proxies.Any(proxy => proxy.ProxyName == choice) ? null
            : "There is no proxy of this name: choose one of the list, or add it in the settings.";

    private static string? ReadLine(string line, IReadOnlyList<ProxyChoice> stored, List<ProxyChoice> proxies)
    {
        var space = line.LastIndexOfAny([' ', '\t']);
        if (space < 0)
            return "needs a label and an address, such as Office http://proxy.example.com:3128.";
        var (label, address) = (line[..space].Trim(), line[(space + 1)..]);
        if (label == ProxyChoice.NoProxy || proxies.Any(proxy => proxy.ProxyName == label))
            return label == ProxyChoice.NoProxy ? $"has the label {ProxyChoice.NoProxy}, which means something else: choose another one." : "has the label of another line: choose another one.";
        if (Unmasked(label, address, stored) is not { } url)
            return $"has {Mask} for a password, but no stored proxy has this address: type the password again.";
        proxies.Add(new ProxyChoice(label, url));
        return ProblemWithAddress(url);
    }

    private static string? ProblemWithAddress(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Port == 0)
            return "has no valid address at its end: write it as scheme://host:port, such as http://proxy.example.com:3128.";
        if (!Schemes.Contains(uri.Scheme, StringComparer.Ordinal))
            return $"has an address of the scheme {uri.Scheme}: use http, https, socks4 or socks5.";
        return uri.AbsolutePath is "/" or "" && uri.Query.Length == 0 && uri.Fragment.Length == 0 ? null : "has a path behind the port: a proxy has only scheme, host and port.";
    }

    private static string? Unmasked(string label, string address, IReadOnlyList<ProxyChoice> stored)
    {
        if (PasswordIn(address) is not { } password || address[password] != Mask)
            return address;
        var same = stored.Where(proxy => Masked(proxy.ProxyUrl) == address).ToList();
        return (same.Find(proxy => proxy.ProxyName == label) ?? same.FirstOrDefault())?.ProxyUrl;
    }

    private static string Masked(string address) =>
        PasswordIn(address) is { } password ? string.Concat(address.AsSpan(0, password.Start.Value), Mask, address.AsSpan(password.End.Value)) : address;

    // By the text alone, so that an address that is no valid one is masked as well.
    private static Range? PasswordIn(string address)
    {
        var at = address.LastIndexOf('@');
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var user = scheme < 0 ? 0 : scheme + 3;
        var colon = at > user ? address.IndexOf(':', user, at - user) : -1;
        return colon < 0 ? null : (colon + 1)..at;
    }
}
