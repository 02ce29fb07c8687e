using System.Buffers;

namespace ChangeDetection.Core.Extraction.Html.Layout;

/// <summary>Lays words out as lines: collapses white space, keeps blocks apart, indents, puts bullets before items.</summary>
/// <remarks>It knows nothing of HTML; <see cref="ElementLayout"/> tells it what an element means.</remarks>
internal sealed class TextLayout : IDisposable
{
    private static readonly SearchValues<char> Breaking = SearchValues.Create(" \t\n\r\f\u00A0");

    private readonly TextBuffer _text = new();
    private readonly Stack<Context> _outer = new();
    private Context _now = Context.At(0);

    /// <summary>Spaces before the lines that follow.</summary>
    public int Indent
    {
        get => _now.Indent;
        set => _now.Indent = value;
    }

    /// <summary>Whether the present line has no text yet.</summary>
    public bool IsLineEmpty => _now.IsLineEmpty;

    /// <summary>The text laid out so far.</summary>
    public ReadOnlySpan<char> Written => _text.Span;

    /// <summary>Adds words; white space between them becomes one space or a line's end.</summary>
    public void Flow(ReadOnlySpan<char> words)
    {
        while (!words.IsEmpty)
        {
            var end = words.IndexOfAny(Breaking);
            var run = end < 0 ? words : words[..end];
            if (!run.IsEmpty)
                WriteRun(run);
            if (end < 0)
                return;
            if (words[end] == '\u00A0')
                WriteRun(" ");
            else
                _now.OwesSpace = !_now.IsLineEmpty;
            words = words[(end + 1)..];
        }
    }

    /// <summary>Adds text as it is, with its line ends and spaces.</summary>
    public void Verbatim(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('\n'))
        {
            if (part.Start.Value > 0)
                Break(isForced: true);
            if (text[part] is { IsEmpty: false } run)
                WriteRun(run);
        }
    }

    /// <summary>Sets a mark, such as a bullet, before the next text.</summary>
    public void Mark(string mark)
    {
        if (_now.Mark is null)
            _now.MarkIndent = _now.Indent;
        _now.Mark += mark;
    }

    /// <summary>Forgets a mark that no text followed.</summary>
    public void ForgetMark() => _now.Mark = null;

    /// <summary>Ends the line, if it has text.</summary>
    /// <param name="withMargin">Whether an empty line is to stand before what follows.</param>
    public void EndBlock(bool withMargin)
    {
        if (!_now.IsLineEmpty)
            NewLine();
        _now.OwesMargin |= withMargin;
        _now.OwesSpace = false;
    }

    /// <summary>Ends the line, or adds an empty one when it has no text.</summary>
    public void Break(bool isForced = false)
    {
        if (_now.IsLineEmpty && (_text.Length == _now.Start || (!isForced && _now.Mark is not null)))
            return;
        NewLine();
    }

    /// <summary>Begins a text of its own, a table or a cell, at the present end.</summary>
    public void Enter()
    {
        _outer.Push(_now);
        _now = Context.At(_text.Length);
    }

    /// <summary>Ends the text begun last; where it stands, without empty lines at its ends.</summary>
    public (int Start, int Length) Leave()
    {
        var start = _now.Start;
        var length = _text.Span[start..].TrimEnd('\n').Length;
        _text.Shorten(start + length);
        _now = _outer.Pop();
        return (start, length);
    }

    /// <summary>Takes back everything written from a place on.</summary>
    public void Rewind(int start) => _text.Shorten(start);

    /// <inheritdoc/>
    public override string ToString() => _text.Span.Trim('\n').ToString();

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private void WriteRun(ReadOnlySpan<char> run)
    {
        if (_now.IsLineEmpty)
            StartLine();
        else if (_now.OwesSpace)
            _text.Append(' ');
        _text.Append(run);
        (_now.OwesSpace, _now.IsLineEmpty) = (false, false);
    }

    private void StartLine()
    {
        var written = _text.Span[_now.Start..];
        if (_now.OwesMargin && !written.IsEmpty && !written.EndsWith("\n\n"))
            _text.Append('\n');
        _now.OwesMargin = false;
        _text.Append(' ', _now.Mark is null ? _now.Indent : _now.MarkIndent);
        _text.Append(_now.Mark);
        _now.Mark = null;
    }

    private void NewLine()
    {
        _text.Append('\n');
        (_now.OwesSpace, _now.IsLineEmpty) = (false, true);
    }

    private record struct Context(int Start)
    {
        public bool IsLineEmpty;
        public bool OwesSpace;
        public bool OwesMargin;
        public int Indent;
        public int MarkIndent;
        public string? Mark;

        public static Context At(int start) => new(start) { IsLineEmpty = true };
    }
}
