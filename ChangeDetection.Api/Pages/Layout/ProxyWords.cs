using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Pages.Layout;

/// <summary>Choices of a proxy in words.</summary>
public static class ProxyWords
{
    /// <summary>The proxy of watches that choose none.</summary>
    public static string OfDefault(GlobalSettings global) => global.Proxy switch
    {
        ProxyChoice.NoProxy => "no proxy",
        { Length: > 0 } label => label,
        _ => global.ExtraProxies is [var first, ..] ? first.ProxyName : "no proxy",
    };
}
