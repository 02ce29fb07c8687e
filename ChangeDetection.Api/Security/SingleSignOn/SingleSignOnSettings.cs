using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security.SingleSignOn;

/// <summary>What the environment says of other systems that vouch for people.</summary>
/// <param name="Provider">An OpenID Connect provider; null for none.</param>
/// <param name="ProxyHeader">The header in which a trusted proxy names the person; null for none.</param>
/// <param name="ProxyGroupsHeader">The header in which it names their groups, with commas; null for none.</param>
/// <param name="ProxyNetworks">The networks of trusted proxies.</param>
/// <param name="Rules">Who gets which role.</param>
internal sealed record SingleSignOnSettings(
    ProviderSettings? Provider, string? ProxyHeader, string? ProxyGroupsHeader, IReadOnlyList<System.Net.IPNetwork> ProxyNetworks, RoleRules Rules)
{
    private const string AuthorityName = "OIDC_AUTHORITY";
    private const string ClientName = "OIDC_CLIENT_ID";
    private const string HeaderName = "AUTH_PROXY_HEADER";
    private const string NetworksName = "AUTH_PROXY_FROM";

    /// <summary>Whether anybody can come in by another system.</summary>
    public bool IsUsed => Provider is not null || ProxyHeader is not null;

    /// <summary>Reads the environment; half a setting ends the start with what is missing.</summary>
    public static SingleSignOnSettings Read(IConfiguration configuration)
    {
        var header = OrNull(configuration[HeaderName]);
        var networks = ReadNetworks(configuration[NetworksName]);
        if (header is not null && networks.Count == 0)
            throw Wrong(NetworksName, $"{HeaderName} is set, so {NetworksName} must name the addresses or networks of the proxies that are believed, such as 127.0.0.1 or 10.0.0.0/8.");
        return new SingleSignOnSettings(ReadProvider(configuration), header, OrNull(configuration["AUTH_PROXY_GROUPS_HEADER"]), networks, RoleRules.Read(configuration));
    }

    private static ProviderSettings? ReadProvider(IConfiguration configuration)
    {
        if (OrNull(configuration[AuthorityName]) is not { } authority)
            return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw Wrong(AuthorityName, $"{AuthorityName} is '{authority}'; it must be the https address of the identity provider.");
        if (OrNull(configuration[ClientName]) is not { } client)
            throw Wrong(ClientName, $"{AuthorityName} is set, so {ClientName} must be set too.");
        var scopes = (configuration["OIDC_SCOPES"] ?? "email").Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new ProviderSettings(
            OrNull(configuration["OIDC_NAME"]) ?? address.Host, address, client, OrNull(configuration["OIDC_CLIENT_SECRET"]), scopes, OrNull(configuration["OIDC_GROUPS_CLAIM"]) ?? "groups");
    }

    private static List<System.Net.IPNetwork> ReadNetworks(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadNetwork)];

    private static System.Net.IPNetwork ReadNetwork(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
            return network;
        return System.Net.IPAddress.TryParse(text, out var address)
            ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw Wrong(NetworksName, $"{NetworksName} has '{text}', which is neither an address nor a network such as 10.0.0.0/8.");
    }

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static OptionsValidationException Wrong(string setting, string problem) => new(setting, typeof(SingleSignOnSettings), [problem]);
}
