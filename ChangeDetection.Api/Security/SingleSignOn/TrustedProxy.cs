using ChangeDetection.Api.Hosting;
using ChangeDetection.Api.Security.Access;

namespace ChangeDetection.Api.Security.SingleSignOn;

/// <summary>Believes a proxy that signs people in itself, if the connection really comes from it. The same header from anywhere else means nothing.</summary>
internal sealed class TrustedProxy(SingleSignOnSettings settings)
{
    private const int LongestName = 100;

    /// <summary>Whom the proxy vouches for, or null.</summary>
    public Visitor? Find(HttpContext context)
    {
        if (settings.ProxyHeader is not { } header || !IsTrusted(context) || context.Request.Headers[header] is not [{ Length: > 0 and <= LongestName } name])
            return null;
        return settings.Rules.Of([name, .. GroupsOf(context)]) is { } role ? new Visitor(name, role, Means.Proxy) : null;
    }

    private bool IsTrusted(HttpContext context) =>
        context.Features.Get<ArrivedFrom>()?.Address is { } address && settings.ProxyNetworks.Any(network => network.Contains(address));

    private IEnumerable<string> GroupsOf(HttpContext context) =>
        settings.ProxyGroupsHeader is { } header ? context.Request.Headers[header].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
}
