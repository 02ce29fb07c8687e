using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>
/// What changed in the part of a list that a client shows, between two numbers of the store's sequence of changes. Members that did not change are absent.
/// An update is void for a client that shows another view, and one that does not begin where the client stands means: follow again.
/// </summary>
public sealed record ListUpdate
{
    /// <summary>The client's own number of the view it asked for.</summary>
    public required int View { get; init; }

    /// <summary>Which store the numbers belong to.</summary>
    public required string Epoch { get; init; }

    /// <summary>The number at which the client stands; without meaning when <see cref="IsWhole"/>.</summary>
    public required long From { get; init; }

    /// <summary>The number at which the client stands afterwards.</summary>
    public required long To { get; init; }

    /// <summary>Whether this is everything the client shows, and whatever it had before is void.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The place in the whole list of the first row shown, from 0.</summary>
    public required int First { get; init; }

    /// <summary>How many watches the whole list has.</summary>
    public required int Count { get; init; }

    /// <summary>The watches shown, in their order; null when they are those of before in the same order.</summary>
    public IReadOnlyList<WatchId>? Order { get; init; }

    /// <summary>The rows that are new to the client or have changed.</summary>
    public IReadOnlyList<WatchSummary>? Rows { get; init; }

    /// <summary>Words about running checks, such as <c>Fetching...</c>, by watch; each is void when its row changes.</summary>
    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    /// <summary>Counts over all watches.</summary>
    public LiveTotals? Totals { get; init; }

    /// <summary>Counts of the list's group and text, whatever the state.</summary>
    public ListCounts? Counts { get; init; }

    /// <summary>The groups there are.</summary>
    public IReadOnlyList<GroupView>? Groups { get; init; }

    /// <summary>What people should know about the system itself; empty when all is well.</summary>
    public IReadOnlyList<string>? Notices { get; init; }

    /// <summary>The print of the rows shown after this update, see <see cref="ListHash"/>; a client that finds another one follows again.</summary>
    public required uint Hash { get; init; }

    /// <summary>Whether a client that takes the update shows anything else than before.</summary>
    internal bool SaysSomething() =>
        IsWhole || Order is not null || Rows is not null || Notes is not null || Totals is not null || Counts is not null || Groups is not null || Notices is not null;
}
