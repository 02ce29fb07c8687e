namespace ChangeDetection.Core.Extraction.Html.Layout;

/// <summary>Tells the text layout what each element means: a block, a bullet, a cell, a link.</summary>
/// <remarks>The reader over the document tree and the quick reader both drive it, so both give the same text.</remarks>
internal sealed class ElementLayout(bool showLinks) : IDisposable
{
    private const int QuoteIndent = 2;

    private readonly TextLayout _text = new();
    private readonly Stack<Opened> _open = new();
    private readonly Stack<TableLayout> _tables = new();
    private readonly Stack<ItemNumbers> _numbers = new();
    private readonly Stack<bool> _isInTableBody = new();
    private int _preformatted;

    /// <summary>Adds the words of a text node.</summary>
    public void Words(ReadOnlySpan<char> words)
    {
        if (_preformatted > 0)
            _text.Verbatim(words);
        else
            _text.Flow(words);
    }

    /// <summary>An element begins; every call is answered by one of <see cref="Close"/>, but for void elements.</summary>
    public void Open(HtmlTag tag, in ElementFacts facts)
    {
        if (tag.Is(TagTraits.Void))
        {
            OpenVoid(tag);
            return;
        }

        var how = OpenedAs(tag, facts);
        _open.Push(new Opened(how, _text.Indent, facts));
        if (tag.Is(TagTraits.Preformatted))
            _preformatted++;
        Begin(tag, how, facts);
    }

    /// <summary>The element begun last ends.</summary>
    public void Close(HtmlTag tag)
    {
        var opened = _open.Pop();
        if (tag.Is(TagTraits.Preformatted))
            _preformatted--;
        End(tag, opened);
        if (opened.How is not (Meaning.Table or Meaning.Cell or Meaning.Caption))
            _text.Indent = opened.Indent;
    }

    /// <summary>Adds text as it is.</summary>
    public void Verbatim(ReadOnlySpan<char> text) => _text.Verbatim(text);

    /// <summary>Ends the line between two selected parts.</summary>
    public void EndPart() => _text.EndBlock(withMargin: false);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private Meaning OpenedAs(HtmlTag tag, in ElementFacts facts) => tag.Name switch
    {
        "table" => Meaning.Table,
        "tr" when IsInTable => Meaning.Row,
        "td" or "th" when IsInTable => Meaning.Cell,
        "caption" when IsInTable => Meaning.Caption,
        "ul" or "ol" or "dir" or "menu" => Meaning.List,
        "li" => Meaning.Item,
        "dd" or "blockquote" => Meaning.Indented,
        "q" => Meaning.Quote,
        "a" when showLinks && facts.Link is not null => Meaning.Link,
        "tr" or "td" or "th" or "caption" => Meaning.Block,
        _ => tag.Is(TagTraits.Block) ? Meaning.Block : Meaning.Inline,
    };

    private bool IsInTable => _isInTableBody.TryPeek(out var isIn) && isIn;

    private void OpenVoid(HtmlTag tag)
    {
        if (tag.Name == "br")
            _text.Break();
        else if (tag.Is(TagTraits.Block))
            _text.EndBlock(withMargin: false);
    }

    private void Begin(HtmlTag tag, Meaning how, in ElementFacts facts)
    {
        switch (how)
        {
            case Meaning.Table:
                _tables.Push(TableLayout.Open(_text));
                _isInTableBody.Push(true);
                break;
            case Meaning.Row:
                _tables.Peek().BeginRow();
                break;
            case Meaning.Cell or Meaning.Caption:
                _text.Enter();
                _isInTableBody.Push(false);
                break;
            case Meaning.List:
                // A list within a list needs no empty line: its bullets are indented.
                _text.EndBlock(withMargin: _numbers.Count == 0);
                _numbers.Push(tag.Name == "ol" ? new ItemNumbers(facts.Numbering, facts.FirstNumber) : ItemNumbers.None);
                break;
            case Meaning.Item:
                BeginItem();
                break;
            case Meaning.Indented:
                _text.EndBlock(tag.Is(TagTraits.Margin));
                _text.Indent += QuoteIndent;
                break;
            case Meaning.Block:
                _text.EndBlock(tag.Is(TagTraits.Margin));
                break;
            case Meaning.Quote:
                _text.Flow("\"");
                break;
            case Meaning.Link:
                _text.Flow("[");
                break;
        }
    }

    private void BeginItem()
    {
        _text.EndBlock(withMargin: false);
        var mark = "* ";
        if (_numbers.TryPop(out var numbers))
        {
            mark = numbers.Mark;
            _numbers.Push(numbers.Next());
        }

        _text.Mark(mark);
        _text.Indent += mark.Length;
    }

    private void End(HtmlTag tag, Opened opened)
    {
        switch (opened.How)
        {
            case Meaning.Table:
                _isInTableBody.Pop();
                _tables.Pop().Close(_text);
                break;
            case Meaning.Row:
                _tables.Peek().EndRow();
                break;
            case Meaning.Cell:
                _isInTableBody.Pop();
                _tables.Peek().Add(_text.Leave(), opened.Facts.Columns, opened.Facts.Rows);
                break;
            case Meaning.Caption:
                _isInTableBody.Pop();
                _tables.Peek().AddCaption(_text.Leave());
                break;
            case Meaning.List:
                _numbers.Pop();
                _text.EndBlock(withMargin: _numbers.Count == 0);
                break;
            case Meaning.Item:
                _text.ForgetMark();
                _text.EndBlock(withMargin: false);
                break;
            case Meaning.Indented or Meaning.Block:
                _text.EndBlock(tag.Is(TagTraits.Margin));
                break;
            case Meaning.Quote:
                _text.Flow("\"");
                break;
            case Meaning.Link:
                _text.Flow($"]({opened.Facts.Link})");
                break;
        }
    }

    private enum Meaning
    {
        Inline,
        Block,
        Indented,
        List,
        Item,
        Table,
        Row,
        Cell,
        Caption,
        Quote,
        Link,
    }

    private readonly record struct Opened(Meaning How, int Indent, ElementFacts Facts);
}
