using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>Brings the groups of an import together with those that are here: by identity, else by title.</summary>
internal sealed class ImportGroups
{
    private readonly Dictionary<string, string> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byTitle = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many groups are new.</summary>
    public int Added { get; private set; }

    /// <summary>The settings with the groups of an import that are missing.</summary>
    public GlobalSettings Join(GlobalSettings settings, ImportResult import, long now)
    {
        var groups = settings.Groups.ToList();
        foreach (var group in import.Groups)
            _byId[group.Id] = (Find(groups, group) ?? Add(groups, Of(group))).Id;
        foreach (var title in import.Watches.SelectMany(watch => watch.GroupTitles).Distinct(StringComparer.OrdinalIgnoreCase))
            _byTitle[title] = (groups.Find(group => group.IsCalled(title)) ?? Add(groups, new WatchGroup(Guid.NewGuid().ToString(), title) { CreatedAt = now })).Id;
        if (groups.Count > GroupCatalog.MostGroups)
            throw new TooManyGroupsException(GroupCatalog.MostGroups);
        return settings with { Groups = groups };
    }

    /// <summary>The groups of a watch as they are called here.</summary>
    public IReadOnlyList<string> Of(ImportedWatch watch) =>
    [
        .. watch.Draft.Settings.Tags.Select(id => _byId.GetValueOrDefault(id, id))
            .Concat(watch.GroupTitles.Select(title => _byTitle[title])).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static WatchGroup? Find(List<WatchGroup> groups, ImportedGroup group) =>
        groups.Find(one => string.Equals(one.Id, group.Id, StringComparison.OrdinalIgnoreCase)) ?? groups.Find(one => one.IsCalled(group.Title));

    private WatchGroup Add(List<WatchGroup> groups, WatchGroup group)
    {
        groups.Add(group);
        Added++;
        return group;
    }

    private static WatchGroup Of(ImportedGroup group) => new(group.Id, group.Title)
    {
        CreatedAt = group.CreatedAt?.ToUnixTimeSeconds(),
        IsMuted = group.IsMuted,
        OverridesWatch = group.OverridesWatch,
        UrlMatchPattern = group.UrlMatchPattern,
        Colour = group.TagColour,
        Settings = group.Settings,
    };
}
