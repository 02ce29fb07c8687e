using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Groups;

/// <summary>The groups of watches: made, edited, deleted. An answer means committed.</summary>
public sealed class GroupCatalog
{
    /// <summary>The most groups of an installation; all stand in one document that every check reads.</summary>
    public const int MostGroups = 1000;

    private readonly GlobalSettingsStore _settings;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _clock;

    internal GroupCatalog(GlobalSettingsStore settings, StoreWriter writer, TimeProvider clock) => (_settings, _writer, _clock) = (settings, writer, clock);

    /// <summary>All groups in the order they were made.</summary>
    public async Task<IReadOnlyList<WatchGroup>> ListAsync(CancellationToken cancellationToken) => (await _settings.ReadAsync(cancellationToken)).Groups;

    /// <summary>The group, or null when there is none.</summary>
    public async Task<WatchGroup?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(group => IsIt(group, id));

    /// <summary>The groups of these titles, in their order; those that are missing are made.</summary>
    /// <exception cref="TooManyGroupsException">There would be more than <see cref="MostGroups"/>.</exception>
    public async Task<IReadOnlyList<WatchGroup>> EnsureAsync(IReadOnlyCollection<string> titles, CancellationToken cancellationToken)
    {
        var made = titles.Select(title => title.Trim()).Where(title => title.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Select(Make).ToList();
        if (made.Count == 0)
            return [];
        var there = await ListAsync(cancellationToken);
        if (!made.All(group => there.Any(other => HasTitle(other, group.Title))))
            there = (await _settings.EditAsync(settings => settings with { Groups = With(settings.Groups, made) }, cancellationToken)).Groups;
        return [.. made.Select(group => there.First(other => HasTitle(other, group.Title)))];
    }

    /// <summary>Changes a group and gives it as it is now, or null when there is none.</summary>
    /// <exception cref="GroupTitleTakenException">Another group has the new title.</exception>
    public async Task<WatchGroup?> EditAsync(string id, Func<WatchGroup, WatchGroup> edit, CancellationToken cancellationToken)
    {
        var settings = await _settings.EditAsync(
            settings =>
            {
                if (settings.Groups.FirstOrDefault(group => IsIt(group, id)) is not { } before)
                    return settings;
                var after = edit(before);
                if (settings.Groups.Any(other => !IsIt(other, id) && HasTitle(other, after.Title)))
                    throw new GroupTitleTakenException(after.Title);
                return settings with { Groups = [.. settings.Groups.Select(group => IsIt(group, id) ? after : group)] };
            },
            cancellationToken);
        return settings.Groups.FirstOrDefault(group => IsIt(group, id));
    }

    /// <summary>Deletes a group; its watches stay, out of it. False when there is none.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var isThere = false;
                await GlobalSettingsStore.EditAsync(
                    transaction,
                    settings =>
                    {
                        isThere = settings.Groups.Any(group => IsIt(group, id));
                        return settings with { Groups = [.. settings.Groups.Where(group => !IsIt(group, id))] };
                    },
                    cancel);
                if (isThere)
                    await LeaveAsync(transaction, id, cancel);
                return isThere;
            },
            cancellationToken);

    internal static async Task LeaveAsync(StoreTransaction transaction, string id, CancellationToken cancellationToken)
    {
        // Written small, as every identity is; one written otherwise names no group any more and does no harm.
        var small = id.ToLowerInvariant();
        var ids = await transaction.Context.Watches.Where(row => row.Settings.Contains(small)).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var part in ids.Chunk(200))
        {
            foreach (var row in await transaction.LockWatchesAsync(part, cancellationToken))
            {
                if (row.ToWatch(transaction.Context.Documents) is { SettingsProblem: null } watch && watch.Settings.Tags.Any(tag => Same(tag, id)))
                    row.Settings = transaction.Context.Documents.Write(watch.Settings with { Tags = [.. watch.Settings.Tags.Where(tag => !Same(tag, id))] }, row.Settings);
            }
        }
    }

    private WatchGroup Make(string title) => new(Guid.NewGuid().ToString(), title) { CreatedAt = _clock.GetUtcNow().ToUnixTimeSeconds() };

    private static IReadOnlyList<WatchGroup> With(IReadOnlyList<WatchGroup> there, IReadOnlyList<WatchGroup> made)
    {
        var missing = made.Where(group => !there.Any(other => HasTitle(other, group.Title))).ToList();
        return there.Count + missing.Count > MostGroups ? throw new TooManyGroupsException(MostGroups) : [.. there, .. missing];
    }

    private static bool HasTitle(WatchGroup group, string title) => string.Equals(group.Title, title.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsIt(WatchGroup group, string id) => Same(group.Id, id);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
