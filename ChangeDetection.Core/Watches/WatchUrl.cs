using System.Diagnostics.CodeAnalysis;

namespace ChangeDetection.Core.Watches;

/// <summary>The address of a watched page in its one canonical form, parsed once and handed on as parsed.</summary>
/// <remarks>Rule D4 of the reliability reference: whatever judges an address and whatever fetches it must read the same form.</remarks>
public sealed record WatchUrl
{
    /// <summary>The most characters an address may have.</summary>
    public const int MaxLength = 5000;

    /// <summary>Before an address: the page's source is compared as it comes, not its text.</summary>
    public const string SourcePrefix = "source:";

    private WatchUrl(Uri uri, bool isSource) => (Uri, IsSource) = (uri, isSource);

    /// <summary>The canonical text, as stored and shown.</summary>
    public string Text => IsSource ? SourcePrefix + Uri.AbsoluteUri : Uri.AbsoluteUri;

    /// <summary>The parsed address.</summary>
    public Uri Uri { get; }

    /// <summary>Whether the address was given with <see cref="SourcePrefix"/>.</summary>
    public bool IsSource { get; }

    /// <summary>Reads an address typed by a person; on failure <paramref name="problem"/> says what to mend.</summary>
    public static bool TryParse(string? input, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        var text = input?.Trim() ?? "";
        var isSource = IsSourceText(text);
        // What stands behind the prefix is judged like any other address: the prefix must hide nothing.
        var address = isSource ? text[SourcePrefix.Length..] : text;
        problem = ProblemIn(address);
        if (problem is not null)
            return false;
        url = new WatchUrl(new Uri(address, UriKind.Absolute), isSource);
        return true;
    }

    /// <summary>Whether an address as stored or typed asks for the page's source.</summary>
    public static bool IsSourceText(string text) => text.StartsWith(SourcePrefix, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? ProblemIn(string text)
    {
        if (text.Length == 0)
            return "Enter the address of a page, for example https://example.com/news.";
        if (text.Length > MaxLength)
            return $"The address is longer than {MaxLength} characters.";
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return "The address contains a space or control character; encode it as %20 or remove it.";
        if (text.Contains('\\'))
            return "The address contains a backslash; use a forward slash.";
        if (text.AsSpan().ContainsAny('<', '>'))
            return "The address contains < or >; encode them as %3C and %3E.";
        if (!text.Contains("://", StringComparison.Ordinal))
            return $"The address has no scheme; did you mean https://{text.TrimStart('/')} ?";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return "This is not a valid address.";
        if (uri.Scheme is not ("http" or "https"))
            return $"The scheme {uri.Scheme}: is not supported; use http:// or https://.";
        return ProblemInAuthority(text, uri);
    }

    private static string? ProblemInAuthority(string text, Uri uri)
    {
        if (uri.Host.Length == 0)
            return "The address has no host name.";
        if (uri.Port == 0)
            return "The port 0 does not exist.";
        if (HasTextAfterBracket(text))
            return "There is text between ] and the port or path.";
        if (uri.UserInfo.Length > 0)
            return "The address contains a user name or password; put credentials in a request header instead.";
        return null;
    }

    /// <summary>Uri reads past such text and keeps it; others read another host there.</summary>
    private static bool HasTextAfterBracket(string text)
    {
        var authority = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = authority.IndexOfAny('/', '?', '#');
        if (end >= 0)
            authority = authority[..end];
        var bracket = authority.LastIndexOf(']');
        return bracket >= 0 && bracket + 1 < authority.Length && authority[bracket + 1] != ':';
    }
}
