using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Reading;

/// <summary>Addresses as people write them into lists: the scheme may be missing.</summary>
internal static partial class TypedUrl
{
    /// <summary>Reads an address, taking https for one without a scheme.</summary>
    public static bool TryParse(string? text, TimeProvider clock, WatchUrlRules rules, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem)
    {
        var typed = text?.Trim() ?? "";
        var isSource = WatchUrl.IsSourceText(typed);
        var address = isSource ? typed[WatchUrl.SourcePrefix.Length..] : typed;
        if (address.Length > 0 && !Scheme().IsMatch(address))
            address = "https://" + address.TrimStart('/');
        return WatchUrl.TryParse(isSource ? WatchUrl.SourcePrefix + address : address, clock, rules, out url, out problem);
    }

    // A name with a port looks like a scheme: localhost:8080. Behind a real scheme no digit follows the colon.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:(?!\d)")]
    private static partial Regex Scheme();
}
