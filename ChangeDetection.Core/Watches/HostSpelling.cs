using System.Text;

namespace ChangeDetection.Core.Watches;

/// <summary>Spellings of hosts that different programs read as different machines. They are refused as they are typed, before any of those readings is taken.</summary>
internal static class HostSpelling
{
    private const int LongestName = 253;
    private const int LongestPart = 63;

    /// <summary>What is wrong with the host of an address; null when all read it alike.</summary>
    public static string? ProblemIn(string address)
    {
        var host = HostOf(address);
        if (host.StartsWith('[') || host.Length == 0)
            return null;
        if (host.Contains('%'))
            return "The host name contains %; write it as it is.";
        // Wide digits and the dots of other scripts become plain ones.
        var plain = host.Normalize(NormalizationForm.FormKC).Replace('\u3002', '.');
        var parts = (plain.EndsWith('.') ? plain[..^1] : plain).Split('.');
        if (parts.Any(part => part.Length == 0))
            return "The host name has an empty part: two dots in a row, or one at its beginning.";
        if (!IsNumber(parts[^1]))
            return parts.Any(part => part.Length > LongestPart) || plain.Length > LongestName + 1 ? "The host name is too long." : null;
        if (parts.Any(part => part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit)))
            return "A number in the address of the host begins with 0, which some programs read as octal; write it without.";
        return parts.All(IsNumber) && Uri.CheckHostName(plain.TrimEnd('.')) is UriHostNameType.IPv4 ? null : "The host looks like an IP address but is none.";
    }

    private static bool IsNumber(string part) =>
        part.All(char.IsAsciiDigit) || (part.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && part.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0);

    private static string HostOf(string address)
    {
        var from = address.IndexOf("//", StringComparison.Ordinal);
        var authority = from < 0 ? "" : address[(from + 2)..];
        var end = authority.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0)
            authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = authority.StartsWith('[') ? -1 : authority.LastIndexOf(':');
        return colon < 0 ? authority : authority[..colon];
    }
}
