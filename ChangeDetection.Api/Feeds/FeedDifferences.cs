using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Comparing.Writing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;

namespace ChangeDetection.Api.Feeds;

/// <summary>Reads what changed, entry by entry, so that a feed of any length needs the room of one.</summary>
internal sealed class FeedDifferences(SnapshotArchive archive, DifferenceFormat format)
{
    private const string Gone = "The versions are no longer stored.";

    // The older text of an entry is the newer one of the next.
    private (WatchId Watch, int Number, string Text)? _last;

    /// <summary>The HTML of an entry.</summary>
    public async Task<string> ReadAsync(FeedEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var difference = await CompareAsync(entry, cancellationToken);
            return FeedContent.Of(entry.Watch, difference ?? Gone, format);
        }
        catch (DamagedContentException damaged)
        {
            return FeedContent.Of(entry.Watch, damaged.Message, DifferenceFormat.Text);
        }
    }

    private async Task<string?> CompareAsync(FeedEntry entry, CancellationToken cancellationToken)
    {
        if (await archive.ListPairAsync(entry.Watch.Id, entry.At, cancellationToken) is not [var newer, var older] || newer.TakenAt != entry.At)
            return null;
        var after = await TextAsync(entry.Watch.Id, newer.Number, cancellationToken);
        var before = await TextAsync(entry.Watch.Id, older.Number, cancellationToken);
        return after is null || before is null
            ? null
            : DifferenceText.Of(before, after, format, new DifferenceOptions { ByWord = format is not DifferenceFormat.Text });
    }

    private async Task<string?> TextAsync(WatchId id, int number, CancellationToken cancellationToken)
    {
        if (_last is { } last && (last.Watch, last.Number) == (id, number))
            return last.Text;
        if (await archive.ReadAsync(id, number, cancellationToken) is not { } text)
            return null;
        _last = (id, number, text);
        return text;
    }
}
