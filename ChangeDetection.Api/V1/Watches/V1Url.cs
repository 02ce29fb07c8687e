using System.Diagnostics.CodeAnalysis;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Addresses as v1 admits them: those the product knows.</summary>
internal static class V1Url
{
    /// <summary>Reads an address that was judged already.</summary>
    public static bool TryParse(string? input, [NotNullWhen(true)] out WatchUrl? url) => TryParse(input, WatchUrlRules.OfStored, out url);

    /// <summary>Reads and judges an address.</summary>
    public static bool TryParse(string? input, WatchUrlRules rules, [NotNullWhen(true)] out WatchUrl? url)
    {
        url = null;
        return input is not null && WatchUrl.TryParse(input, TimeProvider.System, rules, out url, out _);
    }
}
