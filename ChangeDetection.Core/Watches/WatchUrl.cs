using System.Diagnostics.CodeAnalysis;
using ChangeDetection.Core.Templates;

namespace ChangeDetection.Core.Watches;

/// <summary>The address of a watched page in its one canonical form, parsed once and handed on as parsed.</summary>
/// <remarks>Rule D4 of the reliability reference: whatever judges an address and whatever fetches it must read the same form.</remarks>
public sealed record WatchUrl
{
    /// <summary>The most characters an address may have.</summary>
    public const int MaxLength = 5000;

    /// <summary>Before an address: the page's source is compared as it comes, not its text.</summary>
    public const string SourcePrefix = "source:";

    /// <summary>The problem of an address whose templates cannot be filled in.</summary>
    public const string InvalidTemplate = "The URL contains invalid Jinja2 template syntax.";

    private WatchUrl(string text, Uri uri, bool isSource) => (Text, Uri, IsSource) = (isSource ? SourcePrefix + text : text, uri, isSource);

    /// <summary>The text as stored and shown: canonical, or as typed when it has templates.</summary>
    public string Text { get; }

    /// <summary>The parsed address, with its templates filled in.</summary>
    public Uri Uri { get; }

    /// <summary>Whether the address was given with <see cref="SourcePrefix"/>.</summary>
    public bool IsSource { get; }

    /// <summary>Reads an address typed by a person; on failure <paramref name="problem"/> says what to mend.</summary>
    public static bool TryParse(string? input, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem) =>
        TryParse(input, TimeProvider.System, out url, out problem);

    /// <summary>Reads the address of a web page typed by a person as it is at a moment; on failure <paramref name="problem"/> says what to mend.</summary>
    public static bool TryParse(string? input, TimeProvider clock, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem) =>
        TryParse(input, clock, WatchUrlRules.Standard, out url, out problem);

    /// <summary>Reads an address typed by a person as it is at a moment; on failure <paramref name="problem"/> says what to mend.</summary>
    /// <param name="input">What was typed.</param>
    /// <param name="clock">What templates take for now.</param>
    /// <param name="rules">Which addresses are taken besides those of web pages.</param>
    /// <param name="url">The address.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryParse(string? input, TimeProvider clock, WatchUrlRules rules, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        var text = input?.Trim() ?? "";
        var isSource = IsSourceText(text);
        // What stands behind the prefix is judged like any other address: the prefix must hide nothing.
        var address = isSource ? text[SourcePrefix.Length..] : text;
        if (!TemplateText.IsTemplate(address))
            return TryParsePlain(address, isSource, rules, out url, out problem);
        problem = ProblemInTemplate(address);
        if (problem is not null || !TryRender(address, clock, out var rendered, out problem) || !TryParsePlain(rendered, isSource, WatchUrlRules.Standard, out var plain, out problem))
            return false;
        url = new WatchUrl(address, plain.Uri, isSource);
        return true;
    }

    /// <summary>Reads an address that a site gave: it has neither a prefix nor templates.</summary>
    public static bool TryParseTarget(Uri target, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem) =>
        TryParsePlain(target.AbsoluteUri, isSource: false, WatchUrlRules.Standard, out url, out problem);

    /// <summary>Whether an address as stored or typed asks for the page's source.</summary>
    public static bool IsSourceText(string text) => text.StartsWith(SourcePrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with the host of an address as a person or a site wrote it; null when everybody reads it alike.</summary>
    public static string? ProblemInSpelling(string text) => HostSpelling.ProblemIn(text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool TryParsePlain(string text, bool isSource, WatchUrlRules rules, [NotNullWhen(true)] out WatchUrl? url, [NotNullWhen(false)] out string? problem)
    {
        problem = ProblemIn(text, rules);
        var uri = problem is null ? new Uri(text, UriKind.Absolute) : null;
        url = uri is null ? null : new WatchUrl(uri.AbsoluteUri, uri, isSource);
        return url is not null;
    }

    private static string? ProblemInTemplate(string text)
    {
        if (text.Length > MaxLength)
            return $"The address is longer than {MaxLength} characters.";
        if (text.Any(char.IsControl))
            return "The address contains a control character; remove it.";
        // Who may be asked, and by which protocol, must be plain before anything is filled in.
        if (!text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return "An address with templates must begin with http:// or https://.";
        return null;
    }

    private static bool TryRender(string text, TimeProvider clock, out string rendered, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (rendered, problem) = (TemplateText.Render(text, clock), null);
            return true;
        }
        catch (TemplateException)
        {
            (rendered, problem) = ("", InvalidTemplate);
            return false;
        }
    }

    private static string? ProblemIn(string text, WatchUrlRules rules)
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
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return rules.ProblemInFile(text);
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
        return ProblemInSpelling(text);
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
