using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing;

/// <summary>A watch as an import found it, ready to be stored.</summary>
public sealed record ImportedWatch
{
    /// <summary>Where it was found: a line, a row, a job, or its identity.</summary>
    public required string Place { get; init; }

    /// <summary>What a person set; the address was judged. <see cref="WatchSettings.Tags"/> name groups of the same import by <see cref="ImportedGroup.Id"/>.</summary>
    public required WatchDraft Draft { get; init; }

    /// <summary>Titles of groups it belongs to as well; those that do not exist are to be made. No title stands twice, whatever its case.</summary>
    public IReadOnlyList<string> GroupTitles { get; init; } = [];

    /// <summary>Its identity where it came from; null when it had none.</summary>
    public WatchId? Id { get; init; }

    /// <summary>When it was made; null when that is not known.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What earlier checks found, without anything about versions; null when nothing is known.</summary>
    public WatchState? State { get; init; }

    /// <summary>Its versions, read only when asked for.</summary>
    public ImportedHistory History { get; init; } = ImportedHistory.None;

    /// <summary>The icon of its site; null when there is none.</summary>
    public ImportedIcon? Icon { get; init; }
}
