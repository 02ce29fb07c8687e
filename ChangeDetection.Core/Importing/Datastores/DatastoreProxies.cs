using System.Text.Json;
using ChangeDetection.Core.Importing.Datastores.Fields;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>The proxies of a datastore: those of its settings, and those of its file proxies.json.</summary>
internal sealed class DatastoreProxies
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

    private readonly List<ProxyChoice> _all = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    private DatastoreProxies()
    {
    }

    /// <summary>The proxies, each label once.</summary>
    public IReadOnlyList<ProxyChoice> All => _all;

    /// <summary>What a watch chooses: the label for a key of proxies.json, anything else as it is.</summary>
    public string? LabelFor(string? key) => key is not null && _labels.TryGetValue(key, out var label) ? label : key;

    /// <summary>Reads the proxies; those that cannot be used are noted, without the passwords they may have.</summary>
    public static async Task<DatastoreProxies> ReadAsync(DatastoreFiles files, JsonElement requests, ImportReport report, CancellationToken cancellationToken)
    {
        var proxies = new DatastoreProxies();
        // Those of the settings come first: watches name them by their place among each other.
        if (requests.Member("extra_proxies") is { ValueKind: JsonValueKind.Array } extra)
        {
            foreach (var proxy in extra.EnumerateArray())
                proxies.Add(proxy.TextOf("proxy_name"), proxy.TextOf("proxy_url"), "settings", report);
        }

        if (!files.Top.TryGetValue("proxies.json", out var file))
            return proxies;
        try
        {
            foreach (var (key, proxy) in await DatastoreDocument.ReadAsync(file, ImportLimits.DocumentBytes, cancellationToken))
            {
                var label = proxy.TextOf("label") is { } text && !string.IsNullOrWhiteSpace(text) ? text : key;
                if (proxies.Add(label, proxy.TextOf("url"), file.Name, report))
                    proxies._labels[key] = label.Trim();
            }
        }
        catch (ImportException broken)
        {
            report.Refused(file.Name, $"Its proxies are left out: {broken.Message}", "Enter them in the settings.");
        }

        return proxies;
    }

    private bool Add(string? label, string? address, string place, ImportReport report)
    {
        label = label?.Trim() ?? "";
        if (label.Length == 0 && string.IsNullOrWhiteSpace(address))
            return false;
        var problem = (label, address) switch
        {
            ("" or ProxyChoice.NoProxy, _) => "has no usable label",
            _ when _all.Any(proxy => proxy.ProxyName == label) => "has the label of another one",
            _ when !Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme) || uri.Host.Length == 0 => "has no address that can be used",
            _ => null,
        };
        if (problem is null)
            _all.Add(new ProxyChoice(label, address!.Trim()));
        else
            report.NotCarriedOver(place, $"The proxy '{ImportText.Quote(label)}' {problem} and is left out.", "Enter it in the settings.");
        return problem is null;
    }
}
