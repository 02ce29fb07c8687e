using ChangeDetection.Core.Extraction.Html.Layout;

namespace ChangeDetection.Core.Extraction.Html;

/// <summary>
/// The elements open at a place of the page, by the rules of the HTML standard as far as they are plain.
/// Whatever would need the full parser's repairs is refused, and the page is then read by that parser.
/// </summary>
internal sealed class OpenElements(ElementLayout layout)
{
    // The full parser flattens what is deeper.
    private const int MaxDepth = 400;

    private readonly List<Entry> _stack = new(64);
    private int _hiddenFrom = int.MaxValue;

    public bool IsShown => _hiddenFrom == int.MaxValue;

    public HtmlTag? Top => _stack.Count == 0 ? null : _stack[^1].Tag;

    /// <summary>Whether text here would be moved out of a table.</summary>
    public bool IsBetweenCells => Top is { } top && top.Is(TagTraits.TablePart | TagTraits.Block) && (top.Name is "table" || (top.Is(TagTraits.TablePart) && !top.Is(TagTraits.Cell) && top.Name != "caption"));

    /// <summary>Whether an element of the name is open.</summary>
    public bool Has(string name) => _stack.Exists(entry => entry.Tag.Name == name);

    /// <summary>Makes room for a start tag: ends what it implies to be ended; false when the full parser must decide.</summary>
    public bool Prepare(HtmlTag tag)
    {
        if (tag.Is(TagTraits.TablePart))
            return PrepareTablePart(tag);
        if (IsBetweenCells && tag.Name is not ("script" or "style" or "template") && !(tag.Name == "col" && Top!.Name == "colgroup"))
            return false;
        if (Top?.Name is "select" or "option" or "optgroup" && Has("select"))
            return PrepareOption(tag);
        if (tag.Is(TagTraits.ClosesParagraph) && !CloseParagraph())
            return false;
        return tag.Name switch
        {
            "table" => !HasInScope("p"),
            "li" => CloseItem("li", "li"),
            "dd" or "dt" => CloseItem("dd", "dt"),
            "option" or "optgroup" => Top?.Name is not "option" || CloseThrough(_stack.Count - 1),
            "a" => !HasInScope("a"),
            "button" or "form" or "nobr" or "select" => !Has(tag.Name),
            _ => !(tag.Is(TagTraits.Heading) && Top is { } top && top.Is(TagTraits.Heading)),
        };
    }

    /// <summary>Opens an element; false when the nesting is deeper than the full parser keeps.</summary>
    public bool Push(HtmlTag tag, ReadOnlySpan<char> name, bool isHidden, in ElementFacts facts)
    {
        if (IsShown && (isHidden || tag.Is(TagTraits.Skipped)))
            _hiddenFrom = _stack.Count;
        if (IsShown)
            layout.Open(tag, facts);
        _stack.Add(new Entry(tag, tag == HtmlTag.Unknown ? name.ToString() : tag.Name));
        return _stack.Count < MaxDepth;
    }

    /// <summary>Ends an element by its end tag; false when the full parser must decide.</summary>
    public bool Close(HtmlTag tag, ReadOnlySpan<char> name)
    {
        var mayImply = tag.Is(TagTraits.Block | TagTraits.TablePart) || tag.Name is "button" or "object";
        for (var at = _stack.Count - 1; at >= 0; at--)
        {
            var entry = _stack[at];
            if (name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase))
                return CloseThrough(at);
            if (!mayImply || !MayImplyEnd(entry.Tag, tag))
                return false;
        }

        return false;
    }

    /// <summary>Ends everything that is still open.</summary>
    public void CloseAll() => CloseThrough(0);

    private static bool MayImplyEnd(HtmlTag open, HtmlTag ending) =>
        open.Is(TagTraits.ImpliedEnd)
        || (ending.Name is "table" or "tbody" or "thead" or "tfoot" or "tr" && open.Is(TagTraits.TablePart) && open.Name != "caption" && (ending.Name != "tr" || open.Is(TagTraits.Cell)));

    private bool PrepareOption(HtmlTag tag)
    {
        if (tag.Name is not ("option" or "optgroup"))
            return false;
        if (Top!.Name == "option")
            CloseThrough(_stack.Count - 1);
        return tag.Name == "option" || Top!.Name != "optgroup" || CloseThrough(_stack.Count - 1);
    }

    private bool PrepareTablePart(HtmlTag tag)
    {
        var table = _stack.FindLastIndex(entry => entry.Tag.Name is "table" or "template" or "caption");
        if (table < 0 || _stack[table].Tag.Name != "table")
            return false;
        if (tag.Name is "caption" or "colgroup")
            return table == _stack.Count - 1;
        while (_stack.Count - 1 > table && !MayHold(Top!, tag))
        {
            // Only a part of the table itself, or what may go unended before it, is ended here.
            if (!Top!.Is(TagTraits.TablePart | TagTraits.ImpliedEnd))
                return false;
            CloseThrough(_stack.Count - 1);
        }

        if (tag.Is(TagTraits.Cell) && Top!.Name != "tr")
            return Push(HtmlTag.Of("tr"), "tr", isHidden: false, ElementFacts.None);
        return true;
    }

    private static bool MayHold(HtmlTag open, HtmlTag part) => part.Name switch
    {
        "td" or "th" => open.Name == "tr",
        "tr" => open.Name is "tbody" or "thead" or "tfoot",
        _ => open.Name == "table",
    };

    private bool CloseParagraph()
    {
        if (!HasInScope("p"))
            return true;
        var at = _stack.FindLastIndex(entry => entry.Tag.Name == "p");
        return _stack.FindIndex(at, entry => !entry.Tag.Is(TagTraits.ImpliedEnd)) < 0 && CloseThrough(at);
    }

    private bool HasInScope(string name)
    {
        for (var at = _stack.Count - 1; at >= 0; at--)
        {
            var found = _stack[at].Tag.Name;
            if (found == name)
                return true;
            if (found is "table" or "td" or "th" or "caption" or "template" or "object" || (name == "p" && found == "button"))
                return false;
        }

        return false;
    }

    private bool CloseItem(string one, string other)
    {
        for (var at = _stack.Count - 1; at >= 0; at--)
        {
            var open = _stack[at].Tag;
            if (open.Name == one || open.Name == other)
                return _stack.FindIndex(at, entry => !entry.Tag.Is(TagTraits.ImpliedEnd)) < 0 && CloseThrough(at);
            if (open.Is(TagTraits.Special | TagTraits.Block) && open.Name is not ("address" or "div" or "p"))
                break;
        }

        return CloseParagraph();
    }

    private bool CloseThrough(int at)
    {
        for (var last = _stack.Count - 1; last >= at; last--)
        {
            if (last < _hiddenFrom)
                layout.Close(_stack[last].Tag);
            else if (last == _hiddenFrom)
                _hiddenFrom = int.MaxValue;
            _stack.RemoveAt(last);
        }

        return true;
    }

    private readonly record struct Entry(HtmlTag Tag, string Name);
}
