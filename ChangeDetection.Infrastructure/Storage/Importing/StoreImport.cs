using ChangeDetection.Core.Icons;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>
/// Stores what an import found. Each watch comes whole or not at all, and one that was imported before stays as it is: an import that
/// was broken off is done again from the start and goes on where it ended.
/// </summary>
public sealed class StoreImport
{
    private const int LargestPart = 200;

    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly GlobalSettingsStore _settings;
    private readonly WatchIcons _icons;
    private readonly WatchCatalog _catalog;
    private readonly ScheduleDefaults _defaults;
    private readonly ImportHistory _history;
    private readonly TimeProvider _clock;

    internal StoreImport(
        StoreContextFactory contexts, StoreWriter writer, GlobalSettingsStore settings, WatchIcons icons, WatchCatalog catalog, ScheduleDefaults defaults, TimeProvider clock)
    {
        (_contexts, _writer, _settings, _icons, _catalog, _defaults, _clock) = (contexts, writer, settings, icons, catalog, defaults, clock);
        _history = new ImportHistory(writer);
    }

    /// <summary>Stores watches, groups and settings; what cannot be read of a history is added to the import's report.</summary>
    /// <param name="import">What was found.</param>
    /// <param name="choices">What a person decided.</param>
    /// <param name="progress">Told after each part.</param>
    /// <param name="cancellationToken">Ends the import between two watches; what is stored stays.</param>
    /// <exception cref="Groups.TooManyGroupsException">There would be more groups than there may be; nothing is stored.</exception>
    public async Task<ImportSummary> RunAsync(ImportResult import, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(cancellationToken);
        var lines = Judge(import, choices, known);
        var groups = new ImportGroups();
        var takesSettings = import.Settings is not null && (choices.TakesSettings ?? known.Count == 0);
        var global = Join(await _settings.ReadAsync(cancellationToken), import, takesSettings, groups);
        if (choices.IsDryRun)
            return new ImportSummary(lines, groups.Added, takesSettings);
        if (takesSettings || groups.Added > 0)
        {
            groups = new ImportGroups();
            global = await _settings.EditAsync(present => Join(present, import, takesSettings, groups = new ImportGroups()), cancellationToken);
        }

        var stored = await StoreAsync(import, lines, groups, global, progress, cancellationToken);
        return new ImportSummary(stored, groups.Added, takesSettings);
    }

    private GlobalSettings Join(GlobalSettings present, ImportResult import, bool takesSettings, ImportGroups groups) =>
        groups.Join(takesSettings ? import.Settings!.Over(present) : present, import, _clock.GetUtcNow().ToUnixTimeSeconds());

    private async Task<Dictionary<Guid, string>> KnownAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await context.Watches.Select(row => new { row.Id, row.Url }).ToDictionaryAsync(row => row.Id, row => row.Url, cancellationToken);
    }

    private static List<ImportLine> Judge(ImportResult import, ImportChoices choices, Dictionary<Guid, string> known)
    {
        var (identity, addresses, count) = (new ImportIdentity(), known.Values.ToHashSet(StringComparer.OrdinalIgnoreCase), known.Count);
        // A source with identities says itself which watches are two.
        var skipsAddresses = import.Format is not ImportFormat.Datastore && !choices.AllowsKnownAddresses;
        var lines = new List<ImportLine>(import.Watches.Count);
        foreach (var watch in import.Watches)
        {
            var id = identity.Of(watch);
            var fate = known.ContainsKey(id.Value) ? ImportFate.AlreadyImported
                : skipsAddresses && addresses.Contains(watch.Draft.Url) ? ImportFate.AddressKnown
                : count >= choices.MostWatches ? ImportFate.OverLimit
                : ImportFate.Added;
            count += fate is ImportFate.Added ? 1 : 0;
            lines.Add(new ImportLine(watch.Place, watch.Draft.Url, fate, id, 0));
        }

        return lines;
    }

    private async Task<List<ImportLine>> StoreAsync(
        ImportResult import, List<ImportLine> lines, ImportGroups groups, GlobalSettings global, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var batch = lines.Count(line => line.Fate is ImportFate.Added);
        var part = new List<(ImportedWatch Import, WatchRow Row, IReadOnlyList<SnapshotRow> Versions)>();
        for (var at = 0; at < lines.Count; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines[at].Fate is ImportFate.Added)
            {
                var (watch, id) = (import.Watches[at], lines[at].Id);
                var draft = watch.Draft with { Settings = watch.Draft.Settings with { Tags = groups.Of(watch) } };
                var versions = await _history.StoreAsync(watch, id, import.Report, cancellationToken);
                var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
                var row = ImportRows.Of(watch, id, draft, versions, _contexts.Documents, now);
                ImportRows.Schedule(row, draft, global, _defaults, batch, now);
                part.Add((watch, row, versions));
                lines[at] = lines[at] with { Versions = versions.Count };
            }

            // One with many versions is not kept waiting, so that little is to be done again after a break.
            if (part.Count >= LargestPart || part.Sum(one => one.Versions.Count) >= LargestPart || at == lines.Count - 1)
            {
                await AddAsync(part, cancellationToken);
                progress?.Report(new ImportProgress(at + 1, lines.Count));
                part.Clear();
            }
        }

        return lines;
    }

    private async Task AddAsync(List<(ImportedWatch Import, WatchRow Row, IReadOnlyList<SnapshotRow> Versions)> part, CancellationToken cancellationToken)
    {
        if (part.Count == 0)
            return;
        var ids = part.Select(one => one.Row.Id).ToArray();
        await _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                // A write is repeated when the database goes away before it can say that it has committed.
                var there = await transaction.Context.Watches.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel);
                var missing = part.Where(one => !there.Contains(one.Row.Id)).ToList();
                await transaction.Context.Watches.AddRangeAsync(missing.Select(one => one.Row), cancel);
                await transaction.Context.Snapshots.AddRangeAsync(missing.SelectMany(one => one.Versions), cancel);
                await transaction.SaveAsync(cancel);
                return missing.Count;
            },
            cancellationToken);
        foreach (var (watch, row, _) in part.Where(one => one.Import.Icon is not null))
            await AddIconAsync(watch, new WatchId(row.Id), cancellationToken);
    }

    private async Task AddIconAsync(ImportedWatch import, WatchId id, CancellationToken cancellationToken)
    {
        try
        {
            if (SiteIcon.From(await import.Icon!.ReadAsync(cancellationToken)) is { } icon && await _catalog.FindAsync(id, cancellationToken) is { } watch)
                await _icons.StoreAsync(watch, icon, cancellationToken);
        }
        catch (ImportException)
        {
            // An icon is fetched again with the next check.
        }
    }
}
