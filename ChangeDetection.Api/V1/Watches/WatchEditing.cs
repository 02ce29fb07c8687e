using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Lays a judged body over a stored watch.</summary>
internal sealed class WatchEditing(WatchCatalog catalog, GlobalSettingsStore settings, WatchUrlRules urls, TimeProvider clock)
{
    public async Task<V1Answer> EditAsync(WatchReference reference, JsonElement body, CancellationToken cancellationToken)
    {
        if (reference.Id is not { } id || await catalog.FindAsync(id, cancellationToken) is not { } stored)
            return Missing(reference);
        var proxies = (await settings.ReadAsync(cancellationToken)).ExtraProxies;
        if ((WatchRules.ProblemIn(body, proxies) ?? WatchRules.ProblemWithUrl(body, urls) ?? UnknownFieldsIn(body)) is { } problem)
            return V1Answer.Of(StatusCodes.Status400BadRequest, problem);
        if (WatchRules.ProblemWithRules(body, WatchDraft.From(stored).WithKnownFields(body).Settings, clock) is { } broken)
            return V1Answer.Of(StatusCodes.Status400BadRequest, broken);
        return await catalog.EditAsync(id, watch => WatchDraft.From(watch).WithKnownFields(body), cancellationToken) is null ? Missing(reference) : V1Answer.Ok;
    }

    private static string? UnknownFieldsIn(JsonElement body)
    {
        var names = body.EnumerateObject().Select(member => member.Name).Where(name => !WatchSchema.IsWritable(name) && !WatchFields.IsIgnored(name)).ToList();
        return names.Count == 0 ? null : V1Messages.UnknownFields(names);
    }

    private static V1Answer Missing(WatchReference reference) =>
        V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoWatch(reference.Text));
}
