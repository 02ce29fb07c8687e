using System.Net;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Feeds;

/// <summary>The words of an entry: always HTML, since that is what readers show, with everything that came from elsewhere escaped.</summary>
internal static class FeedContent
{
    /// <summary>The names of the formats.</summary>
    public static IReadOnlyList<string> Names { get; } = ["text", "html", "htmlcolor"];

    /// <summary>The format of a name; plain text for one that is none.</summary>
    public static DifferenceFormat FormatOf(string? name) => name switch
    {
        "html" => DifferenceFormat.Html,
        "htmlcolor" => DifferenceFormat.HtmlColor,
        _ => DifferenceFormat.Text,
    };

    /// <summary>The name of a format.</summary>
    public static string NameOf(DifferenceFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>An entry's HTML.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="difference">What changed, written in the format.</param>
    /// <param name="format">The format.</param>
    public static string Of(Watch watch, string difference, DifferenceFormat format)
    {
        var label = WebUtility.HtmlEncode(watch.Label);
        if (format is DifferenceFormat.Text)
            return $"<pre>{label} had a change.\n\n{WebUtility.HtmlEncode(difference)}\n</pre>";
        var heading = watch.Link.Length == 0 ? label : $"<a href=\"{WebUtility.HtmlEncode(watch.Link)}\">{label}</a>";
        return $"<h4>{heading}</h4>\n<p>{difference}</p>\n";
    }
}
