namespace ChangeDetection.Core.Watches;

/// <summary>Takes values from groups and remembers which group each field came from.</summary>
/// <param name="groups">The groups of the watch, in order.</param>
internal sealed class GroupSources(IReadOnlyList<WatchGroup> groups)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _sources = new(StringComparer.Ordinal);

    /// <summary>The identities of the groups by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Read => _sources;

    /// <summary>The watch's own rules, then those of the groups, each once.</summary>
    public IReadOnlyList<string> Add(string field, IReadOnlyList<string> own, Func<WatchSettings, IReadOnlyList<string>> of) =>
        Note(field, of) ? [.. own.Concat(groups.SelectMany(group => of(group.Settings))).Distinct(StringComparer.Ordinal)] : own;

    /// <summary>The groups' rules, then the watch's own, each once.</summary>
    public IReadOnlyList<string> AddFirst(string field, IReadOnlyList<string> own, Func<WatchSettings, IReadOnlyList<string>> of) =>
        Note(field, of) ? [.. groups.SelectMany(group => of(group.Settings)).Concat(own).Distinct(StringComparer.Ordinal)] : own;

    /// <summary>The watch's own headers, and those of the groups that it does not have.</summary>
    public IReadOnlyDictionary<string, string> Add(string field, IReadOnlyDictionary<string, string> own, Func<WatchSettings, IReadOnlyDictionary<string, string>> of)
    {
        if (!Note(field, set => [.. of(set).Keys]))
            return own;
        var merged = new Dictionary<string, string>(own, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in groups.SelectMany(group => of(group.Settings)))
            merged.TryAdd(name, value);
        return merged;
    }

    /// <summary>The value of the first group that has one.</summary>
    public T? First<T>(string field, Func<WatchSettings, T?> of)
        where T : class
    {
        var group = groups.FirstOrDefault(group => of(group.Settings) is not null);
        Note(field, group);
        return group is null ? null : of(group.Settings);
    }

    /// <summary>The value of the first group that has one.</summary>
    public T? First<T>(string field, Func<WatchSettings, T?> of)
        where T : struct
    {
        var group = groups.FirstOrDefault(group => of(group.Settings) is not null);
        Note(field, group);
        return group is null ? null : of(group.Settings);
    }

    /// <summary>Notes where a field came from.</summary>
    public void Note(string field, WatchGroup? group)
    {
        if (group is not null)
            _sources[field] = [group.Id];
    }

    private bool Note(string field, Func<WatchSettings, IReadOnlyList<string>> of)
    {
        var ids = groups.Where(group => of(group.Settings).Count > 0).Select(group => group.Id).ToList();
        if (ids.Count > 0)
            _sources[field] = ids;
        return ids.Count > 0;
    }
}
