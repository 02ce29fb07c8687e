using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>The installation's settings, groups and watches as a document that can be kept beside code, and applied.</summary>
internal sealed class ConfigDocuments(GlobalSettingsStore settings, WatchCatalog catalog, WholeChange changes, WatchUrlRules urls, TimeProvider clock)
{
    /// <summary>The document of the installation as it is.</summary>
    /// <param name="withSecrets">Whether passwords and keys stand in it; they are masked otherwise.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<JsonObject> ReadAsync(bool withSecrets, CancellationToken cancellationToken) => (await ReadStateAsync(cancellationToken)).ToDocument(withSecrets);

    /// <summary>What applying a document would do; changes nothing.</summary>
    /// <param name="document">The document, as <see cref="ConfigText"/> reads it.</param>
    /// <param name="prune">Whether what its lists do not have is deleted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="ConfigRefusedException">Something in it is wrong.</exception>
    public async Task<ConfigPlan> PlanAsync(ParsedConfig document, bool prune, CancellationToken cancellationToken) =>
        (await WorkAsync(document, prune, cancellationToken)).Plan;

    /// <summary>Applies a document, all of it or nothing, and says what was done. Done twice, the second time does nothing.</summary>
    /// <param name="document">The document, as <see cref="ConfigText"/> reads it.</param>
    /// <param name="prune">Whether what its lists do not have is deleted.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    /// <exception cref="ConfigRefusedException">Something in it is wrong; nothing was changed.</exception>
    public async Task<ConfigPlan> ApplyAsync(ParsedConfig document, bool prune, CancellationToken cancellationToken)
    {
        var work = await WorkAsync(document, prune, cancellationToken);
        await changes.RunAsync(
            global => work.Global with { ApiAccessToken = work.Global.ApiAccessToken.Length > 0 ? work.Global.ApiAccessToken : global.ApiAccessToken, ScheduleVersion = global.ScheduleVersion },
            work.Creates, work.Edits, [.. work.Deletes.Select(item => item.Watch!.Id)], cancellationToken);
        return work.Plan;
    }

    private async Task<ConfigWork> WorkAsync(ParsedConfig document, bool prune, CancellationToken cancellationToken) =>
        new ConfigPlanner(document, await ReadStateAsync(cancellationToken), prune, urls, clock).Work();

    private async Task<ConfigState> ReadStateAsync(CancellationToken cancellationToken) =>
        ConfigState.Of(await settings.ReadAsync(cancellationToken), await catalog.ListAsync(cancellationToken));
}
