using System.Buffers;

namespace ChangeDetection.Core.Extraction.Html.Layout;

/// <summary>The cells of one table, laid out in columns when every cell is one line, else one below the other.</summary>
internal sealed class TableLayout
{
    private const int MaxColumns = 200;
    private const int MaxPaddedWidth = 40;
    private const int Gap = 2;

    // Columns grow in steps, so that a longer cell seldom moves, and so seems to change, all other rows.
    private const int WidthStep = 4;

    private readonly List<Cell> _cells = [];
    private readonly int[] _spans = new int[MaxColumns];
    private readonly int _start;
    private int _row = -1;
    private int _column;

    private TableLayout(int start) => _start = start;

    /// <summary>Begins a table at the layout's present end.</summary>
    public static TableLayout Open(TextLayout text)
    {
        text.EndBlock(withMargin: true);
        text.Enter();
        return new TableLayout(text.Written.Length);
    }

    public void BeginRow()
    {
        _row++;
        _column = 0;
    }

    public void EndRow()
    {
        for (var column = 0; column < MaxColumns; column++)
            _spans[column] = Math.Max(0, _spans[column] - 1);
    }

    /// <summary>Adds a cell that the layout wrote last.</summary>
    public void Add((int Start, int Length) place, int columns, int rows)
    {
        while (_column < MaxColumns - 1 && _spans[_column] > 0)
            _column++;
        _cells.Add(new Cell(_row, Math.Min(_column, MaxColumns - 1), columns, place.Start - _start, place.Length));
        for (var n = 0; n < columns && _column < MaxColumns; n++)
            _spans[_column++] = rows;
    }

    /// <summary>Adds a line over the whole width, such as a caption.</summary>
    public void AddCaption((int Start, int Length) place) => _cells.Add(new Cell(++_row, 0, MaxColumns, place.Start - _start, place.Length));

    /// <summary>Ends the table and writes its rows where it began.</summary>
    public void Close(TextLayout text)
    {
        text.Leave();
        var length = text.Written.Length - _start;
        var copy = ArrayPool<char>.Shared.Rent(Math.Max(1, length));
        text.Written[_start..].CopyTo(copy);
        text.Rewind(_start);
        WriteRows(text, copy);
        text.EndBlock(withMargin: true);
        ArrayPool<char>.Shared.Return(copy);
    }

    private void WriteRows(TextLayout text, char[] copy)
    {
        var isGrid = !_cells.Exists(cell => cell.TextIn(copy).Contains('\n'));
        var widths = isGrid ? MeasureColumns() : null;
        for (var first = 0; first < _cells.Count;)
        {
            var next = first;
            while (next < _cells.Count && _cells[next].Row == _cells[first].Row)
                next++;
            WriteRow(text, copy, first, next, widths);
            text.EndBlock(withMargin: false);
            first = next;
        }
    }

    private int[] MeasureColumns()
    {
        var widths = new int[MaxColumns];
        foreach (var cell in _cells)
        {
            if (cell.Columns == 1 && cell.Length > 0)
                widths[cell.Column] = Math.Max(widths[cell.Column], Math.Min(MaxPaddedWidth, (cell.Length + Gap + WidthStep - 1) / WidthStep * WidthStep));
        }

        return widths;
    }

    private void WriteRow(TextLayout text, char[] copy, int first, int next, int[]? widths)
    {
        var (written, due, column) = (0, 0, 0);
        for (var n = first; n < next; n++)
        {
            var cell = _cells[n];
            var words = cell.TextIn(copy);
            for (; widths is not null && column < cell.Column; column++)
                due += widths[column];
            if (words.IsEmpty)
                continue;
            if (widths is null && words.Contains('\n'))
                text.EndBlock(withMargin: false);
            var padding = Math.Max(written == 0 ? 0 : Gap, due - written);
            if (widths is not null || !text.IsLineEmpty)
                text.Verbatim(Spaces(widths is null ? Gap : padding));
            text.Verbatim(words);
            written += padding + words.Length;
            if (widths is null && words.Contains('\n'))
                text.EndBlock(withMargin: false);
        }
    }

    private static ReadOnlySpan<char> Spaces(int count) => new string(' ', count);

    private readonly record struct Cell(int Row, int Column, int Columns, int Start, int Length)
    {
        public ReadOnlySpan<char> TextIn(char[] copy) => copy.AsSpan(Start, Length);
    }
}
