using AngleSharp.Dom;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Html.Layout;

namespace ChangeDetection.Core.Extraction.Html;

/// <summary>The text of document nodes as a person reads it: blocks on lines of their own, bullets, tables in columns, nothing hidden.</summary>
internal sealed class DomText(bool showLinks, CheckDeadline deadline) : IDisposable
{
    private readonly ElementLayout _layout = new(showLinks);
    private readonly Stack<(INode Node, int Next)> _open = new();

    /// <summary>Adds a node, on lines of its own.</summary>
    public void Add(INode root)
    {
        _layout.EndPart();
        // No recursion: pages nest hundreds of elements deep. By index: the library searches for a next sibling.
        if (Enter(root))
            _open.Push((root, 0));
        while (_open.TryPop(out var level))
        {
            deadline.Tick();
            var children = level.Node.ChildNodes;
            if (level.Next >= children.Length)
            {
                Leave(level.Node);
                continue;
            }

            _open.Push((level.Node, level.Next + 1));
            if (Enter(children[level.Next]))
                _open.Push((children[level.Next], 0));
        }

        _layout.EndPart();
    }

    /// <summary>Adds text that is shown as it is.</summary>
    public void AddVerbatim(string text)
    {
        _layout.EndPart();
        _layout.Verbatim(text);
        _layout.EndPart();
    }

    /// <inheritdoc/>
    public override string ToString() => _layout.ToString();

    /// <inheritdoc/>
    public void Dispose() => _layout.Dispose();

    private bool Enter(INode node)
    {
        if (node is IText words)
        {
            _layout.Words(words.Data);
            return false;
        }

        if (node is not IElement element)
            return node.NodeType is NodeType.Document or NodeType.DocumentFragment;
        if (!IsShown(element))
            return false;
        var tag = HtmlTag.Of(element.LocalName);
        _layout.Open(tag, FactsOf(tag, element));
        return !tag.Is(TagTraits.Void);
    }

    private void Leave(INode node)
    {
        if (node is IElement element)
            _layout.Close(HtmlTag.Of(element.LocalName));
    }

    private ElementFacts FactsOf(HtmlTag tag, IElement element) => tag.Name switch
    {
        "a" when showLinks => ElementFacts.None with { Link = element.GetAttribute("href") },
        "td" or "th" => ElementFacts.None with { Columns = ElementFacts.Span(element.GetAttribute("colspan")), Rows = ElementFacts.Span(element.GetAttribute("rowspan")) },
        "ol" => ElementFacts.None with { FirstNumber = int.TryParse(element.GetAttribute("start"), out var first) ? first : 1, Numbering = ElementFacts.NumberingOf(element.GetAttribute("type")) },
        _ => ElementFacts.None,
    };

    private static bool IsShown(IElement element)
    {
        if (HtmlTag.Of(element.LocalName).Is(TagTraits.Skipped))
            return false;
        // Pages that hide themselves until their script runs are read all the same.
        return element.LocalName is "html" or "body" || !(element.HasAttribute("hidden") || ElementFacts.Hides(element.GetAttribute("style")));
    }
}
