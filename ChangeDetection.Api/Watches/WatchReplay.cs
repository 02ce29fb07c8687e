using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Checks.Replaying;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.Watches;

/// <summary>Tries rules on a watch's past: which of its newest versions would have been a change? Nothing is stored.</summary>
internal sealed class WatchReplay(SnapshotArchive archive, GlobalSettingsStore settings, TimeProvider clock)
{
    private const int MostVersions = 200;

    public async Task<IReadOnlyList<ReplayView>> RunAsync(Watch watch, RulesView rules, CancellationToken cancellationToken)
    {
        var all = await archive.ListAsync(watch.Id, cancellationToken);
        var versions = all.Skip(Math.Max(0, all.Count - MostVersions)).ToList();
        var texts = new List<StoredVersion>(versions.Count);
        foreach (var version in versions)
            texts.Add(new StoredVersion(version.TakenAt, await archive.ReadAsync(watch.Id, version.Number, cancellationToken) ?? ""));
        var global = await settings.ReadAsync(cancellationToken);
        var input = new CheckInput
        {
            Content = new PageContent(default, null, StatusCodes.Status200OK, new Uri("about:replay")),
            Settings = EffectiveSettings.Of(watch.Url, rules.ApplyTo(watch.Settings), global.Groups),
            Global = global,
            Jq = new NoJq(),
            Clock = clock,
        };
        return [.. Replay.Run(texts, input).Zip(versions, (replayed, version) => ReplayView.Of(version, replayed.Outcome))];
    }

    /// <summary>Stored texts have been through the filters already, so none runs here.</summary>
    private sealed class NoJq : IJq
    {
        public string Run(string program, string json, bool isRaw) =>
            throw new FilterException(CheckFailure.Unsupported, "Filters are not replayed.");
    }
}
