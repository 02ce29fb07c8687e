using System.Text;
using AngleSharp.Dom;

namespace ChangeDetection.Core.Extraction;

/// <summary>HTML to the text a person reads: blocks on lines of their own, list bullets, no scripts and no hidden parts.</summary>
public static class HtmlText
{
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "head", "script", "style", "noscript", "svg", "math", "canvas", "iframe", "template",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre",
        "section", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
    };

    /// <summary>The text below some nodes, in their order.</summary>
    public static string Of(IEnumerable<INode> nodes)
    {
        var text = new Lines();
        // An explicit stack: pages with a hundred thousand nested elements exist.
        var open = new Stack<(INode Node, bool IsLeaving)>(nodes.Reverse().Select(node => (node, false)));
        while (open.TryPop(out var step))
        {
            if (step.IsLeaving)
                Leave((IElement)step.Node, text);
            else if (step.Node is IText words)
                text.Write(words.Data, IsPreformatted(words));
            else if (step.Node is IElement element && !IsHidden(element))
                Enter(element, text, open);
        }

        return text.ToString();
    }

    private static void Enter(IElement element, Lines text, Stack<(INode, bool)> open)
    {
        if (element.LocalName == "br")
            text.Break();
        else if (element.LocalName is "td" or "th" && element.PreviousElementSibling is not null)
            text.Write("   ", isPreformatted: true);
        else if (Blocks.Contains(element.LocalName) && element.LocalName is not ("td" or "th"))
            text.EndLine();
        if (element.LocalName == "li")
            text.Write("* ", isPreformatted: true);
        open.Push((element, true));
        for (var child = element.LastChild; child is not null; child = child.PreviousSibling)
            open.Push((child, false));
    }

    private static void Leave(IElement element, Lines text)
    {
        if (Blocks.Contains(element.LocalName) && element.LocalName is not ("td" or "th"))
            text.EndLine();
    }

    private static bool IsHidden(IElement element) =>
        Skipped.Contains(element.LocalName) || element.HasAttribute("hidden")
        || (element.LocalName != "body" && element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal) is var plain
            && (plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)));

    private static bool IsPreformatted(IText words) => words.ParentElement?.LocalName is "pre" or "textarea";

    private sealed class Lines
    {
        private readonly StringBuilder _text = new();
        private bool _isLineEmpty = true;
        private bool _owesSpace;

        public void Write(string words, bool isPreformatted)
        {
            if (isPreformatted)
            {
                _text.Append(words);
                _isLineEmpty = words.EndsWith('\n');
                _owesSpace = false;
                return;
            }

            foreach (var character in words)
            {
                if (character is ' ' or '\t' or '\r' or '\n' or '\f')
                {
                    _owesSpace = !_isLineEmpty;
                    continue;
                }

                if (_owesSpace)
                    _text.Append(' ');
                _text.Append(character);
                (_owesSpace, _isLineEmpty) = (false, false);
            }
        }

        public void EndLine()
        {
            if (!_isLineEmpty)
                Break();
        }

        public void Break()
        {
            _text.Append('\n');
            (_owesSpace, _isLineEmpty) = (false, true);
        }

        public override string ToString() => _text.ToString().Trim('\n');
    }
}
