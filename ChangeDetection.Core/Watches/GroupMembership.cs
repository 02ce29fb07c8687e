namespace ChangeDetection.Core.Watches;

/// <summary>Which groups a watch is in: those it names, in its order, then those whose pattern its address fits, in the installation's order.</summary>
public static class GroupMembership
{
    /// <summary>The groups of a watch.</summary>
    /// <param name="url">The watch's address as stored.</param>
    /// <param name="tags">The identities of the groups it names; those of no group are left out.</param>
    /// <param name="groups">The groups of the installation.</param>
    public static IReadOnlyList<WatchGroup> Of(string url, IReadOnlyList<string> tags, IReadOnlyList<WatchGroup> groups)
    {
        if (groups.Count == 0)
            return [];
        var named = tags.Select(tag => groups.FirstOrDefault(group => IsNamed(group, tag))).OfType<WatchGroup>().ToList();
        var fitting = groups.Where(group => group.UrlMatchPattern is { } pattern && !named.Contains(group) && GroupPattern.Fits(pattern, url));
        return [.. named.Distinct(), .. fitting];
    }

    /// <summary>The settings of a watch as if it named every group it is in.</summary>
    public static WatchSettings Join(string url, WatchSettings settings, IReadOnlyList<WatchGroup> groups)
    {
        if (!groups.Any(group => group.UrlMatchPattern is not null))
            return settings;
        var added = Of(url, settings.Tags, groups).Select(group => group.Id).Except(settings.Tags, StringComparer.OrdinalIgnoreCase).ToList();
        return added.Count == 0 ? settings : settings with { Tags = [.. settings.Tags, .. added] };
    }

    /// <summary>Whether a watch names the group.</summary>
    internal static bool IsNamed(WatchGroup group, string tag) => string.Equals(group.Id, tag, StringComparison.OrdinalIgnoreCase);
}
