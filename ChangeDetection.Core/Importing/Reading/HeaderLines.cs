using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Reading;

/// <summary>Request headers as files bring them; only those that may stand in a request are kept (RFC 9110, section 5).</summary>
internal static class HeaderLines
{
    /// <summary>The headers of a text with a line <c>Name: value</c> for each; blank lines and those that begin with # count for nothing.</summary>
    public static Dictionary<string, string> Parse(string text, string place, ImportReport report)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#')
                pairs.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
            else if (line.Length > 0 && line[0] != '#')
                report.NotCarriedOver(place, FormattableString.Invariant($"Line {number} of the headers has no colon."));
        }

        return Judge(pairs, place, report);
    }

    /// <summary>Those headers that may stand in a request; the last of one name counts.</summary>
    public static Dictionary<string, string> Judge(IEnumerable<KeyValuePair<string, string>> headers, string place, ImportReport report)
    {
        var good = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (RequestHeader.IsName(name) && RequestHeader.IsValue(value) && !RequestHeader.IsFraming(name))
                good[name] = value;
            else
                report.NotCarriedOver(place, $"The header '{ImportText.Quote(name)}' cannot stand in a request.");
        }

        return good;
    }
}
