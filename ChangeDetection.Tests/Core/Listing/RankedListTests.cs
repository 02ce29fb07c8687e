using ChangeDetection.Core.Listing;
using Xunit;

namespace ChangeDetection.Tests.Core.Listing;

/// <summary>The sorted list that is read by place, against a plain one that is sorted anew each time.</summary>
public sealed class RankedListTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 2_000)]
    [InlineData(3, 20_000)]
    public void Whatever_is_added_and_removed_every_part_is_that_of_the_sorted_whole(int seed, int values)
    {
        var dice = new Random(seed);
        var plain = new SortedSet<int>(Enumerable.Range(0, values / 2).Select(_ => dice.Next(values)));
        var ranked = RankedList<int>.Of(plain.OrderBy(_ => dice.Next()), Comparer<int>.Default);

        for (var step = 0; step < 5_000; step++)
        {
            var value = dice.Next(values);
            if (dice.Next(2) == 0 && plain.Add(value))
                ranked.Add(value);
            else
                Assert.Equal(plain.Remove(value), ranked.Remove(value));
            if (step % 50 == 0)
                PartsAreEqual(plain, ranked, dice);
        }

        Assert.Equal(plain, ranked.Slice(0, int.MaxValue));
    }

    [Fact]
    public void One_that_is_emptied_can_be_filled_again()
    {
        var ranked = RankedList<int>.Of([3, 1, 2], Comparer<int>.Default);

        Assert.All([1, 2, 3], value => Assert.True(ranked.Remove(value)));
        Assert.Empty(ranked.Slice(0, 10));
        Assert.False(ranked.Remove(1));
        ranked.Add(7);

        Assert.Equal([7], ranked.Slice(0, 10));
    }

    [Fact]
    public void A_part_beyond_the_end_is_empty()
    {
        var ranked = RankedList<int>.Of([1, 2, 3], Comparer<int>.Default);

        Assert.Empty(ranked.Slice(3, 5));
        Assert.Empty(ranked.Slice(int.MaxValue, 5));
        Assert.Empty(ranked.Slice(1, 0));
        Assert.Equal([2, 3], ranked.Slice(1, 5));
    }

    private static void PartsAreEqual(SortedSet<int> plain, RankedList<int> ranked, Random dice)
    {
        var (first, count) = (dice.Next(plain.Count + 2), dice.Next(200));
        Assert.Equal(plain.Count, ranked.Count);
        Assert.Equal(plain.Skip(first).Take(count), ranked.Slice(first, count));
    }
}
