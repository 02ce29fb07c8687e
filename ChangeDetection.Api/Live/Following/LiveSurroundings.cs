using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.Live.Following;

/// <summary>What lists show beside the watches: the groups with their counts, and what people should know about the system.</summary>
internal sealed class LiveSurroundings(SystemNotices notices, GlobalSettingsStore settings)
{
    private volatile Memory _memory = new([], [], []);

    public IReadOnlyList<string> Notices => notices.Current;

    /// <summary>The groups in the order of the settings, those without watches too; the same object while nothing changed.</summary>
    public IReadOnlyList<GroupView> Groups(WatchIndex index)
    {
        var memory = _memory;
        var counts = index.Groups;
        if (ReferenceEquals(counts, memory.Counts))
            return memory.Views;
        var byGroup = counts.ToDictionary(group => group.Group, group => group.Counts);
        var views = memory.Groups.Select(group => new GroupView(group.Id, group.Title, byGroup.GetValueOrDefault(group.Id, ListCounts.Zero), group.Colour)).ToList();
        _memory = memory with { Counts = counts, Views = views };
        return views;
    }

    /// <summary>Takes the groups of the settings, of which no watch's number tells.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        var groups = (await settings.ReadOrDefaultAsync(cancellationToken)).Groups;
        if (!ReferenceEquals(_memory.Groups, groups))
            _memory = new Memory(groups, [], []);
    }

    private sealed record Memory(IReadOnlyList<WatchGroup> Groups, IReadOnlyList<GroupCounts> Counts, IReadOnlyList<GroupView> Views);
}
