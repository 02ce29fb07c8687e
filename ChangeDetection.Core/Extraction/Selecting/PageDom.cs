using System.Text;
using AngleSharp.Dom;
using ChangeDetection.Core.Checks;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>The one parsed document of a page, with what all selectors share: the order of its nodes and the bounds of a check.</summary>
internal sealed class PageDom(IDocument document, bool isXml, CheckDeadline deadline)
{
    private const long MaxCharactersRead = 200L * 1024 * 1024;

    private Dictionary<INode, (int Order, int Index)>? _places;
    private long _charactersRead;

    public IDocument Document => document;

    public bool IsXml => isXml;

    public CheckDeadline Deadline => deadline;

    /// <summary>Every element in document order.</summary>
    public IEnumerable<IElement> Elements() => Walk(document).Select(step => step.Node).OfType<IElement>();

    /// <summary>Every node below a node, in document order.</summary>
    public IEnumerable<INode> Below(INode root) => Walk(root).Select(step => step.Node);

    /// <summary>The place of a node in document order.</summary>
    public int OrderOf(INode node) => Places().GetValueOrDefault(node).Order;

    /// <summary>The place of a node among its parent's children; the document library would search for it.</summary>
    public int IndexOf(INode node) => Places().GetValueOrDefault(node).Index;

    /// <summary>Takes elements out of the page.</summary>
    public void Remove(IEnumerable<IElement> elements)
    {
        foreach (var element in elements)
        {
            deadline.ThrowIfPassed();
            element.Remove();
        }

        _places = null;
    }

    /// <summary>The text below a node, counted against what one check may read.</summary>
    public string TextOf(INode root)
    {
        if (root is IText words)
            return Counted(words.Data);
        var text = new StringBuilder();
        foreach (var (node, _) in Walk(root))
        {
            if (node is IText inner)
                text.Append(inner.Data);
        }

        return Counted(text.ToString());
    }

    /// <summary>Counts text handed to an expression.</summary>
    /// <exception cref="FilterException">The expression has read too much.</exception>
    public string Counted(string text)
    {
        _charactersRead += text.Length;
        if (_charactersRead > MaxCharactersRead)
            throw new FilterException(CheckFailure.TooComplex, "A filter reads the page's text too many times; make it more specific.");
        return text;
    }

    private Dictionary<INode, (int Order, int Index)> Places()
    {
        if (_places is not null)
            return _places;
        _places = new Dictionary<INode, (int, int)>(ReferenceEqualityComparer.Instance) { [document] = (0, 0) };
        foreach (var (node, index) in Walk(document))
            _places[node] = (_places.Count, index);
        return _places;
    }

    // Without recursion, and by index: asking a node for its next sibling makes the library search all siblings.
    private IEnumerable<(INode Node, int Index)> Walk(INode root)
    {
        var open = new Stack<(INodeList Children, int Next)>();
        open.Push((root.ChildNodes, 0));
        while (open.TryPop(out var level))
        {
            if (level.Next >= level.Children.Length)
                continue;
            deadline.Tick();
            var node = level.Children[level.Next];
            open.Push((level.Children, level.Next + 1));
            yield return (node, level.Next);
            if (node.HasChildNodes)
                open.Push((node.ChildNodes, 0));
        }
    }
}
