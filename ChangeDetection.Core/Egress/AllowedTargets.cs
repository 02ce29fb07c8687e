using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Egress;

/// <summary>Targets that may be fetched although they are not public: networks, addresses, names of hosts, and the names below a domain.</summary>
public sealed partial class AllowedTargets
{
    private static readonly IPNetwork[] LinkLocal = [.. AddressRanges.All.Where(range => range.Kind.IsOfTheLink()).Select(range => range.Network)];

    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<string> _names = [];
    private readonly List<string> _suffixes = [];

    private AllowedTargets()
    {
    }

    /// <summary>Nothing but what is public.</summary>
    public static AllowedTargets None { get; } = new();

    /// <summary>Reads a list separated by commas, such as <c>192.168.1.0/24, 10.0.0.7, nas.example, *.home.arpa</c>.</summary>
    /// <exception cref="FormatException">An entry means nothing; the message says which one and what to write.</exception>
    public static AllowedTargets Parse(string? text)
    {
        var targets = new AllowedTargets();
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            targets.Add(entry);
        return targets;
    }

    /// <summary>Whether a target of this name and address is on the list.</summary>
    /// <param name="host">What was asked for.</param>
    /// <param name="address">Where it leads; null before it is looked up.</param>
    /// <param name="kind">What the address is for. A network opens what is link-local, and the places where clouds tell machines about themselves, only if it lies within them; a name never does.</param>
    public bool Opens(string host, IPAddress? address, AddressKind kind)
    {
        if (address is not null && AddressKinds.Bare(address) is var bare && _networks.Any(network => network.Contains(bare) && (!kind.IsOfTheLink() || IsWithinLinkLocal(network))))
            return true;
        var name = KnownNames.Plain(host);
        return !kind.IsOfTheLink() && (_names.Contains(name) || _suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)));
    }

    private static bool IsWithinLinkLocal(IPNetwork network) =>
        LinkLocal.Any(range => range.PrefixLength <= network.PrefixLength && range.Contains(network.BaseAddress));

    private void Add(string entry)
    {
        if (entry.Contains('/') && entry.Count(one => one == '/') == 1 && !entry.Contains("://", StringComparison.Ordinal))
            _networks.Add(IPNetwork.TryParse(entry, out var network) && network.BaseAddress.Equals(AddressOf(entry[..entry.IndexOf('/')])) ? network : throw Wrong(entry, "is no network; write it with its first address and the length of its prefix, such as 192.168.1.0/24"));
        else if (AddressOf(entry) is { } address)
            _networks.Add(new IPNetwork(address, address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128));
        else if (NameOf(entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry) is not { } name)
            throw Wrong(entry, "is none of a network (192.168.1.0/24), an address (10.0.0.7), a host (nas.example) and the hosts below a name (*.home.arpa); give no scheme, port or path");
        else if (entry[0] == '*')
            _suffixes.Add("." + name);
        else
            _names.Add(name);
    }

    // Short and octal forms mean different things to different readers.
    private static IPAddress? AddressOf(string entry)
    {
        var text = KnownNames.Plain(entry);
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%'))
            return null;
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? AddressKinds.Bare(address) : address.ToString() == text ? address : null;
    }

    private static string? NameOf(string entry)
    {
        try
        {
            var name = KnownNames.Plain(new IdnMapping().GetAscii(entry));
            return Name().IsMatch(name) ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static FormatException Wrong(string entry, string problem) => new($"'{entry}' {problem}.");

    // The last part of a name is no number: such a name would be an address, and a misspelt one.
    [GeneratedRegex(@"^([a-z0-9_]([a-z0-9_-]{0,62})\.)*(?!\d+$)[a-z0-9_][a-z0-9_-]{0,62}$")]
    private static partial Regex Name();
}
