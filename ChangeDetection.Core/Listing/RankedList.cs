namespace ChangeDetection.Core.Listing;

/// <summary>
/// A sorted list that is read by place: adding, removing and reading a part cost about the square root of its length.
/// It is kept in pieces, each sorted, so that a change moves one piece and never the whole.
/// </summary>
/// <param name="order">A total order: two different items are never equal in it.</param>
internal sealed class RankedList<T>(IComparer<T> order)
{
    private const int LongestPiece = 512;

    private readonly List<List<T>> _pieces = [];

    public int Count { get; private set; }

    /// <summary>Makes the list of items in any order.</summary>
    public static RankedList<T> Of(IEnumerable<T> items, IComparer<T> order)
    {
        var sorted = items.ToArray();
        Array.Sort(sorted, order);
        var list = new RankedList<T>(order) { Count = sorted.Length };
        list._pieces.AddRange(sorted.Chunk(LongestPiece / 2).Select(piece => new List<T>(piece)));
        return list;
    }

    public void Add(T item)
    {
        Count++;
        if (_pieces.Count == 0)
        {
            _pieces.Add([item]);
            return;
        }

        var number = PieceOf(item);
        var piece = _pieces[number];
        var place = piece.BinarySearch(item, order);
        piece.Insert(place < 0 ? ~place : place, item);
        if (piece.Count > LongestPiece)
            Split(number);
    }

    /// <summary>Removes an item as it was when added; false when it is not there.</summary>
    public bool Remove(T item)
    {
        if (_pieces.Count == 0)
            return false;
        var number = PieceOf(item);
        var place = _pieces[number].BinarySearch(item, order);
        if (place < 0)
            return false;
        _pieces[number].RemoveAt(place);
        if (_pieces[number].Count == 0)
            _pieces.RemoveAt(number);
        Count--;
        return true;
    }

    /// <summary>How many items come before the place of another one, or are equal to it in the order.</summary>
    public int CountUpTo(T item)
    {
        if (_pieces.Count == 0)
            return 0;
        var number = PieceOf(item);
        var place = _pieces[number].BinarySearch(item, order);
        return _pieces.Take(number).Sum(piece => piece.Count) + (place < 0 ? ~place : place + 1);
    }

    /// <summary>The items from a place on; fewer when the list ends before.</summary>
    public List<T> Slice(int first, int count)
    {
        var slice = new List<T>(Math.Min(count, Math.Max(0, Count - first)));
        foreach (var piece in _pieces)
        {
            if (slice.Count == count)
                break;
            if (first < piece.Count)
                slice.AddRange(piece.Skip(first).Take(count - slice.Count));
            first = Math.Max(0, first - piece.Count);
        }

        return slice;
    }

    // The last piece that begins at or before the item, else the first.
    private int PieceOf(T item)
    {
        var (low, high) = (0, _pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (order.Compare(_pieces[middle][0], item) <= 0)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private void Split(int number)
    {
        var piece = _pieces[number];
        var half = piece.Count / 2;
        _pieces.Insert(number + 1, piece.GetRange(half, piece.Count - half));
        piece.RemoveRange(half, piece.Count - half);
    }
}
