using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Where a redirect leads, read from the header as it came; or why it is not followed.</summary>
/// <param name="Target">The address; null when it is not followed.</param>
/// <param name="Problem">Why not; null when it is.</param>
internal sealed partial record Redirect(Uri? Target, string? Problem)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The redirect of an answer; null when it is an answer of its own, as one that names no address is.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="mayDowngrade">Whether it may lead from https to http.</param>
    public static Redirect? Of(HttpResponseMessage answer, Uri address, bool mayDowngrade)
    {
        if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || !answer.Headers.NonValidated.TryGetValues("Location", out var values))
            return null;
        var location = Decode(values.First()).Trim(' ', '\t');
        if (location.Length == 0)
            return null;
        return (values.Count > 1 ? "it names several addresses." : ProblemIn(location)) is { } problem ? new Redirect(null, problem) : Judge(location, address, mayDowngrade);
    }

    private static string? ProblemIn(string location)
    {
        if (location.Length > WatchUrl.MaxLength)
            return $"its address is longer than {WatchUrl.MaxLength} characters.";
        if (location.Any(char.IsControl))
            return "its address contains a control character.";
        return location.Contains('\\') ? "its address contains a backslash." : null;
    }

    private static Redirect Judge(string location, Uri address, bool mayDowngrade)
    {
        var isWhole = Scheme().IsMatch(location);
        // Two slashes alone are a place by the same protocol; to the framework they are a share of files.
        var text = location.StartsWith("//", StringComparison.Ordinal) ? $"{address.Scheme}:{location}" : location;
        var target = isWhole || text != location
            ? Uri.TryCreate(text, UriKind.Absolute, out var whole) ? whole : null
            : Uri.TryCreate(location, UriKind.Relative, out var part) && Uri.TryCreate(address, part, out var joined) ? joined : null;
        if (target is null)
            return new Redirect(null, "its address is not valid.");
        var problem = isWhole || text != location ? WatchUrl.ProblemInSpelling(text) : null;
        if (problem is not null || !WatchUrl.TryParseTarget(target, out var url, out problem))
            return new Redirect(null, problem);
        return address.Scheme == Uri.UriSchemeHttps && url.Uri.Scheme == Uri.UriSchemeHttp && !mayDowngrade
            ? new Redirect(null, "it leads from https to http, where anybody on the way can read and change the page. Set ALLOW_REDIRECT_DOWNGRADE=true to allow that, or watch the http address.")
            : new Redirect(url.Uri, null);
    }

    // Headers come as one character for each byte; addresses in them are UTF-8 where they are not plain.
    private static string Decode(string header)
    {
        if (header.All(char.IsAscii) || header.Any(one => one > 0xFF))
            return header;
        try
        {
            return Utf8.GetString(Encoding.Latin1.GetBytes(header));
        }
        catch (ArgumentException)
        {
            return header;
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:")]
    private static partial Regex Scheme();
}
