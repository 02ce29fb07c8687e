namespace ChangeDetection.Core.Comparing;

/// <summary>
/// Finds where two sequences differ: small ones by Myers' algorithm, which finds the smallest difference; large ones are first divided
/// at the tokens that both have once (patience). Both have bounded work.
/// Where the bound is reached the rest of the place counts as replaced; the result is still right, only coarser.
/// </summary>
internal sealed class Alignment
{
    private const int MaxEdits = 800;
    private const long MaxWork = 40_000_000;
    private const long MaxExact = 250_000;

    private readonly int[] _older;
    private readonly int[] _newer;
    private readonly List<Block> _blocks = [];
    private long _work;

    private Alignment(int[] older, int[] newer) => (_older, _newer) = (older, newer);

    /// <summary>Whether the bound was reached somewhere.</summary>
    public bool IsCoarse { get; private set; }

    /// <summary>The places that differ, in order and never touching.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Aligns two sequences of tokens.</summary>
    public static Alignment Of<T>(IReadOnlyList<T> older, IReadOnlyList<T> newer, IEqualityComparer<T> comparer)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>(comparer);
        var alignment = new Alignment(Number(older, numbers), Number(newer, numbers));
        alignment.Run();
        return alignment;
    }

    private static int[] Number<T>(IReadOnlyList<T> tokens, Dictionary<T, int> numbers)
        where T : notnull
    {
        var result = new int[tokens.Count];
        for (var n = 0; n < result.Length; n++)
        {
            if (!numbers.TryGetValue(tokens[n], out result[n]))
                numbers.Add(tokens[n], result[n] = numbers.Count);
        }

        return result;
    }

    private void Run()
    {
        var open = new Stack<Block>();
        open.Push(new Block(0, _older.Length, 0, _newer.Length));
        while (open.TryPop(out var place))
        {
            place = Trimmed(place);
            if (place.OlderCount == 0 || place.NewerCount == 0)
                Add(place);
            else if (_work > MaxWork)
                AddCoarse(place);
            else if ((long)place.OlderCount * place.NewerCount <= MaxExact && Myers(place))
                continue;
            else if (Anchors(place) is { Count: > 0 } anchors)
                PushBetween(open, place, anchors);
            else if (!Myers(place))
                AddCoarse(place);
        }
    }

    private Block Trimmed(Block place)
    {
        var (older, olderCount, newer, newerCount) = place;
        while (olderCount > 0 && newerCount > 0 && _older[older] == _newer[newer])
            (older, olderCount, newer, newerCount) = (older + 1, olderCount - 1, newer + 1, newerCount - 1);
        while (olderCount > 0 && newerCount > 0 && _older[older + olderCount - 1] == _newer[newer + newerCount - 1])
            (olderCount, newerCount) = (olderCount - 1, newerCount - 1);
        return new Block(older, olderCount, newer, newerCount);
    }

    private void AddCoarse(Block place)
    {
        IsCoarse = true;
        Add(place);
    }

    private void Add(Block place)
    {
        if (place.OlderCount == 0 && place.NewerCount == 0)
            return;
        if (_blocks.Count > 0 && _blocks[^1] is var last && last.Older + last.OlderCount == place.Older && last.Newer + last.NewerCount == place.Newer)
            _blocks[^1] = new Block(last.Older, last.OlderCount + place.OlderCount, last.Newer, last.NewerCount + place.NewerCount);
        else
            _blocks.Add(place);
    }

    private static void PushBetween(Stack<Block> open, Block place, List<(int Older, int Newer)> anchors)
    {
        var (olderEnd, newerEnd) = (place.Older + place.OlderCount, place.Newer + place.NewerCount);
        for (var n = anchors.Count - 1; n >= -1; n--)
        {
            var (older, newer) = n < 0 ? (place.Older, place.Newer) : (anchors[n].Older + 1, anchors[n].Newer + 1);
            open.Push(new Block(older, olderEnd - older, newer, newerEnd - newer));
            if (n >= 0)
                (olderEnd, newerEnd) = anchors[n];
        }
    }

    // Tokens that both sides have exactly once, in the longest order that both keep.
    private List<(int Older, int Newer)> Anchors(Block place)
    {
        _work += place.OlderCount + place.NewerCount;
        var seen = new Dictionary<int, (int Older, int OlderCount, int Newer, int NewerCount)>();
        for (var n = place.Older; n < place.Older + place.OlderCount; n++)
        {
            var known = seen.GetValueOrDefault(_older[n]);
            seen[_older[n]] = known with { Older = n, OlderCount = known.OlderCount + 1 };
        }

        for (var n = place.Newer; n < place.Newer + place.NewerCount; n++)
        {
            if (seen.TryGetValue(_newer[n], out var known))
                seen[_newer[n]] = known with { Newer = n, NewerCount = known.NewerCount + 1 };
        }

        return LongestRising([.. seen.Values.Where(token => token is { OlderCount: 1, NewerCount: 1 }).Select(token => (token.Older, token.Newer)).OrderBy(pair => pair.Older)]);
    }

    private static List<(int Older, int Newer)> LongestRising(List<(int Older, int Newer)> pairs)
    {
        var (tails, before) = (new List<int>(), new int[pairs.Count]);
        for (var n = 0; n < pairs.Count; n++)
        {
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[tails[middle]].Newer < pairs[n].Newer ? (middle + 1, high) : (low, middle);
            }

            before[n] = low == 0 ? -1 : tails[low - 1];
            if (low == tails.Count)
                tails.Add(n);
            else
                tails[low] = n;
        }

        var rising = new List<(int, int)>();
        for (var n = tails.Count == 0 ? -1 : tails[^1]; n >= 0; n = before[n])
            rising.Add(pairs[n]);
        rising.Reverse();
        return rising;
    }

    private bool Myers(Block place)
    {
        var (n, m) = (place.OlderCount, place.NewerCount);
        var most = Math.Min(MaxEdits, n + m);
        var furthest = new int[(2 * most) + 3];
        var rounds = new List<int[]>();
        for (var edits = 0; edits <= most && _work <= MaxWork; edits++)
        {
            rounds.Add(furthest[(most + 1 - edits)..(most + 2 + edits)]);
            _work += (2 * edits) + 1;
            for (var k = -edits; k <= edits; k += 2)
            {
                var isDown = k == -edits || (k != edits && furthest[most + k] < furthest[most + k + 2]);
                var x = isDown ? furthest[most + k + 2] : furthest[most + k] + 1;
                while (x < n && x - k < m && x - k >= 0 && x >= 0 && _older[place.Older + x] == _newer[place.Newer + x - k])
                    x++;
                furthest[most + 1 + k] = x;
                if (x < n || x - k < m)
                    continue;
                Trace(place, rounds, edits);
                return true;
            }
        }

        return false;
    }

    private void Trace(Block place, List<int[]> rounds, int edits)
    {
        var single = new List<Block>();
        var (x, y) = (place.OlderCount, place.NewerCount);
        for (; edits > 0; edits--)
        {
            // rounds[e] holds the furthest points of round e - 1 for the diagonals -e to e.
            var furthest = rounds[edits];
            var k = x - y;
            var isDown = k == -edits || (k != edits && furthest[k - 1 + edits] < furthest[k + 1 + edits]);
            var fromX = isDown ? furthest[k + 1 + edits] : furthest[k - 1 + edits];
            var fromY = fromX - (isDown ? k + 1 : k - 1);
            single.Add(isDown ? new Block(place.Older + fromX, 0, place.Newer + fromY, 1) : new Block(place.Older + fromX, 1, place.Newer + fromY, 0));
            (x, y) = (fromX, fromY);
        }

        for (var n = single.Count - 1; n >= 0; n--)
            Add(single[n]);
    }

    /// <summary>A place where the sequences differ.</summary>
    internal readonly record struct Block(int Older, int OlderCount, int Newer, int NewerCount);
}
