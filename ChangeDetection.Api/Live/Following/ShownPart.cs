using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Live.Following;

/// <summary>What clients of a part show at one moment. Compared by identity: clients with the same one get the same message.</summary>
internal sealed class ShownPart(ListPart part, IReadOnlyList<GroupView> groups, IReadOnlyList<string> notices)
{
    private readonly ListPart _part = part;
    private readonly IReadOnlyList<GroupView> _groups = groups;
    private readonly IReadOnlyList<string> _notices = notices;
    private readonly uint _hash = ListHash.Of(part.Watches);

    /// <summary>The update from an earlier part, or the whole for a client that has none or one of another store.</summary>
    public ListUpdate Since(int view, ShownPart? before, IReadOnlyDictionary<WatchId, string> notes)
    {
        var known = before is not null && before._part.Epoch == _part.Epoch ? before : null;
        return new ListUpdate
        {
            View = view,
            Epoch = _part.Epoch,
            From = known?._part.Revision ?? 0,
            To = _part.Revision,
            IsWhole = known is null,
            First = _part.First,
            Count = _part.Count,
            Order = known is not null && HasOrderOf(known._part) ? null : [.. _part.Watches.Select(watch => watch.Id)],
            Rows = RowsSince(known?._part),
            Notes = NotesAmong(notes),
            Totals = _part.Totals == known?._part.Totals ? null : _part.Totals,
            Counts = _part.Counts == known?._part.Counts ? null : _part.Counts,
            Groups = known is not null && known._groups.SequenceEqual(_groups) ? null : _groups,
            Notices = known is not null && known._notices.SequenceEqual(_notices) ? null : _notices,
            Hash = _hash,
        };
    }

    private bool HasOrderOf(ListPart before) =>
        before.First == _part.First && before.Watches.Select(watch => watch.Id).SequenceEqual(_part.Watches.Select(watch => watch.Id));

    private List<WatchSummary>? RowsSince(ListPart? before)
    {
        var known = before?.Watches.ToDictionary(watch => watch.Id, watch => watch.Revision);
        var rows = _part.Watches.Where(watch => known is null || !known.TryGetValue(watch.Id, out var revision) || revision != watch.Revision).ToList();
        return rows.Count == 0 ? null : rows;
    }

    private Dictionary<string, string>? NotesAmong(IReadOnlyDictionary<WatchId, string> notes)
    {
        if (notes.Count == 0)
            return null;
        var shown = _part.Watches.Where(watch => notes.ContainsKey(watch.Id)).ToDictionary(watch => watch.Id.ToString(), watch => notes[watch.Id]);
        return shown.Count == 0 ? null : shown;
    }
}
