using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.History;

namespace ChangeDetection.Api.Pages.WatchHistory;

/// <summary>What the history page shows: the versions, and the difference of two of them or the text of the only one.</summary>
public sealed record WatchHistoryView
{
    /// <summary>The watch.</summary>
    public required WatchId Id { get; init; }

    /// <summary>What lists call the watch.</summary>
    public required string Label { get; init; }

    /// <summary>The address.</summary>
    public required string Url { get; init; }

    /// <summary>The address as a browser opens it.</summary>
    public required string Link { get; init; }

    /// <summary>Whether nobody has looked at the newest difference.</summary>
    public required bool IsUnread { get; init; }

    /// <summary>The versions, oldest first.</summary>
    public required IReadOnlyList<Snapshot> Versions { get; init; }

    /// <summary>The last checks, newest first.</summary>
    public IReadOnlyList<CheckLogEntry> Checks { get; init; } = [];

    /// <summary>The older version shown, or null when there is only one.</summary>
    public int? From { get; init; }

    /// <summary>The newer version shown.</summary>
    public int To { get; init; }

    /// <summary>The difference, long unchanged stretches folded.</summary>
    public IReadOnlyList<DifferencePart> Parts { get; init; } = [];

    /// <summary>How many lines were added.</summary>
    public int Added { get; init; }

    /// <summary>How many lines were removed.</summary>
    public int Removed { get; init; }

    /// <summary>The text of the only version.</summary>
    public string? Text { get; init; }

    /// <summary>Why nothing can be shown, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The view with the difference of two texts.</summary>
    public WatchHistoryView Comparing(string older, string newer)
    {
        var difference = TextDifference.Between(older, newer);
        var amount = ChangeAmount.Of(difference);
        return this with { Parts = DifferencePart.Fold(DifferenceRow.Of(difference)), Added = amount.LinesAdded, Removed = amount.LinesRemoved };
    }
}
