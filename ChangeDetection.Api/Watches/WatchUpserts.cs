using System.ComponentModel.DataAnnotations;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Watches;

/// <summary>Makes or changes many watches at once, each under a key of the client's own. Sent twice it does nothing the second time.</summary>
internal static class WatchUpserts
{
    private const int Most = 1000;

    /// <summary>Brings watches to what the request says; those that cannot be are told and stand in nobody's way.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<UpsertView>>, ValidationProblem>> Put(
        [MaxLength(Most)] IReadOnlyList<KeyedWatch> watches, WatchCatalog catalog, GlobalSettingsStore settings, CheckRequests requests, WatchUrlRules urls, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (watches.GroupBy(watch => watch.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["key"] = [$"The key '{twice.Key}' stands there twice."] });
        var global = await settings.ReadAsync(cancellationToken);
        var views = new UpsertView[watches.Count];
        var made = new List<(int Place, WatchId Id, WatchDraft Draft)>();
        for (var place = 0; place < watches.Count; place++)
        {
            var (form, id) = (watches[place], WatchKey.ToId(watches[place].Key));
            var before = await catalog.FindAsync(id, cancellationToken);
            var draft = before is null ? WatchDrafts.Blank : WatchDraft.From(before);
            if (WatchChecks.Check(form, draft, global, urls, clock) is { IsEmpty: false } problems)
                views[place] = new UpsertView(form.Key, id, UpsertOutcome.Refused, problems.ByField);
            else if (before is null)
                made.Add((place, id, WatchDrafts.Apply(form, draft, global.Groups)));
            else
                views[place] = new UpsertView(form.Key, id, await EditAsync(form, before, catalog, global, cancellationToken), null);
        }

        foreach (var part in made.Chunk(200))
        {
            await catalog.CreateAsync([.. part.Select(one => (one.Id, one.Draft))], cancellationToken);
            await requests.RequestAsync([.. part.Where(one => !one.Draft.IsPaused).Select(one => one.Id)], CheckPriority.Manual, cancellationToken);
            foreach (var (place, id, _) in part)
                views[place] = new UpsertView(watches[place].Key, id, UpsertOutcome.Created, null);
        }

        return TypedResults.Ok<IReadOnlyList<UpsertView>>(views);
    }

    private static async Task<UpsertOutcome> EditAsync(KeyedWatch form, Watch before, WatchCatalog catalog, GlobalSettings global, CancellationToken cancellationToken)
    {
        var wanted = WatchDrafts.Apply(form, WatchDraft.From(before), global.Groups);
        if (WatchVersion.Of(before) == WatchVersion.Of(before with { Url = wanted.Url, IsPaused = wanted.IsPaused, IsMuted = wanted.IsMuted, Settings = wanted.Settings }))
            return UpsertOutcome.Unchanged;
        await catalog.EditAsync(before.Id, current => WatchDrafts.Apply(form, WatchDraft.From(current), global.Groups), cancellationToken);
        return UpsertOutcome.Updated;
    }
}
