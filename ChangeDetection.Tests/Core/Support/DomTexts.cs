using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Html;

namespace ChangeDetection.Tests.Core.Support;

/// <summary>The text of a page by way of its document.</summary>
internal static class DomTexts
{
    public static (string Text, string Title) Of(string page, bool showLinks = false)
    {
        var deadline = new CheckDeadline(TimeProvider.System, TimeSpan.FromSeconds(30));
        var document = HtmlDocuments.Parse(page.AsMemory(), deadline);
        using var text = new DomText(showLinks, deadline);
        text.Add(document.Body!);
        return (text.ToString(), document.Title ?? "");
    }
}
