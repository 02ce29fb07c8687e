using ChangeDetection.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ChangeDetection.Tests.Support;

/// <summary>
/// Faults and journeys begin: they take longest, and so nothing runs alone at the end. Faults stay among themselves, where most of their time is waiting;
/// beside a test that needs a whole core they would be late.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] First = [".Faults.", ".Journeys."];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(PlaceOf).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int PlaceOf<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(First, folder => collection.TestCollectionDisplayName.Contains(folder, StringComparison.Ordinal));
        return place < 0 ? First.Length : place;
    }
}
