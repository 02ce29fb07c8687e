using System.Buffers;

namespace ChangeDetection.Core.Watches;

/// <summary>What may stand in a request as a header (RFC 9110, section 5).</summary>
public static class RequestHeader
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Language", "Content-Type", "DNT", "Origin", "Pragma",
        "Priority", "Range", "Referer", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Sec-GPC", "TE", "Upgrade-Insecure-Requests", "User-Agent",
        "X-Requested-With",
    };

    /// <summary>Whether a header's value opens nothing and may be shown; every other header counts as one with a secret.</summary>
    public static bool IsHarmless(string name) => Harmless.Contains(name);

    /// <summary>Whether a text can be the name of a header.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Whether a text can be a value: it ends no line, and so neither the header nor the request.</summary>
    public static bool IsValue(string value) => !value.Any(character => char.IsControl(character) && character != '\t');

    /// <summary>Whether a header says how long the body is, which the client works out itself; another word about it would split the request in two.</summary>
    public static bool IsFraming(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
}
