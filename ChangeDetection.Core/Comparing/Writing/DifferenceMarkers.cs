using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ChangeDetection.Core.Comparing.Writing;

/// <summary>How one format marks and escapes what a difference tells; scripts and mails rely on these marks (peer behaviour, section 6.1).</summary>
internal sealed record DifferenceMarkers(
    (string Open, string Close) Removed, (string Open, string Close) Added, (string Open, string Close) Changed, (string Open, string Close) Into,
    string LineEnd, Func<string, string> Escape)
{
    private const string RemovedStyle = "background-color: #fadad7; color: #b30000;";
    private const string AddedStyle = "background-color: #eaf2c2; color: #406619;";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly DifferenceMarkers Text = new(("(removed) ", ""), ("(added) ", ""), ("(changed) ", ""), ("(into) ", ""), "\n", text => text);

    private static readonly DifferenceMarkers Html = Text with { LineEnd = "<br>\n", Escape = Encoder.Encode };

    private static readonly DifferenceMarkers HtmlColor = new(
        Span("deletion", "Removed text", RemovedStyle), Span("insertion", "Added text", AddedStyle),
        Span("note", "Changed text", RemovedStyle), Span("note", "Changed into", AddedStyle), "<br>\n", Encoder.Encode);

    private static readonly DifferenceMarkers Markdown = new(("<del>", "</del>"), ("**", "**"), ("<del>", "</del>"), ("**", "**"), "\n", EscapeMarkdown);

    private static readonly DifferenceMarkers PlaceMarkers = new(Token("removed"), Token("added"), Token("changed"), Token("changed_into"), "\n", text => text);

    /// <summary>The marks of a format.</summary>
    public static DifferenceMarkers Of(DifferenceFormat format) => format switch
    {
        DifferenceFormat.Html => Html,
        DifferenceFormat.HtmlColor => HtmlColor,
        DifferenceFormat.Markdown => Markdown,
        DifferenceFormat.PlaceMarkers => PlaceMarkers,
        _ => Text,
    };

    private static (string, string) Span(string role, string title, string style) =>
        ($"<span style=\"{style}\" role=\"{role}\" aria-label=\"{title}\" title=\"{title}\">", "</span>");

    private static (string, string) Token(string name) => ($"@{name}_PLACEMARKER_OPEN", $"@{name}_PLACEMARKER_CLOSED");

    private static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '#')
                escaped.Append('\\');
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
