using System.Globalization;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Groups;
using ChangeDetection.Api.Live.Following;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.Live.Operating;

/// <summary>What can be done with many watches at once, the same over the live connection and over REST.</summary>
internal sealed class WatchOperations
{
    private const int MostIds = 10_000;
    private const int RecheckPart = 500;

    private readonly WatchCatalog _catalog;
    private readonly CheckRequests _requests;
    private readonly GlobalSettingsStore _settings;
    private readonly IndexFeed _feed;
    private readonly WatchIndex _index;
    private readonly Dictionary<string, WatchOperation> _operations;

    public WatchOperations(WatchCatalog catalog, CheckRequests requests, GlobalSettingsStore settings, IndexFeed feed, WatchIndex index)
    {
        (_catalog, _requests, _settings, _feed, _index) = (catalog, requests, settings, feed, index);
        _operations = new(StringComparer.Ordinal)
        {
            ["pause"] = new("{0} paused", (ids, _, cancel) => catalog.SetPausedAsync(ids, true, cancel)),
            ["unpause"] = new("{0} resumed", (ids, _, cancel) => catalog.SetPausedAsync(ids, false, cancel)),
            ["mute"] = new("{0} muted", (ids, _, cancel) => catalog.SetMutedAsync(ids, true, cancel)),
            ["unmute"] = new("{0} unmuted", (ids, _, cancel) => catalog.SetMutedAsync(ids, false, cancel)),
            ["recheck"] = new("{0} queued for a check", (ids, _, cancel) => RecheckAsync(ids, cancel)),
            ["mark-viewed"] = new("{0} marked as read", (ids, _, cancel) => catalog.MarkViewedAsync(ids, cancel)),
            ["clear-errors"] = new("Errors of {0} cleared", (ids, _, cancel) => catalog.ClearErrorsAsync(ids, cancel)),
            ["clear-history"] = new("History of {0} deleted", (ids, _, cancel) => catalog.ClearHistoryAsync(ids, cancel)),
            ["delete"] = new("{0} deleted", (ids, _, cancel) => catalog.DeleteAsync(ids, cancel)),
            ["assign-group"] = new("{0} put into the group", AssignAsync, (title, _) => Task.FromResult(ProblemOfTitle(title))),
            ["remove-group"] = new("{0} taken out of the group", RemoveAsync, ProblemOfGroupAsync),
            ["set-proxy"] = new("Proxy of {0} set", SetProxyAsync, async (label, cancel) => ProxyLines.ProblemWithChoice(label, (await settings.ReadAsync(cancel)).ExtraProxies)),
        };
    }

    /// <summary>Does what is asked; null when that cannot be done, with the reasons by field.</summary>
    public async Task<OperationResult?> RunAsync(OperationRequest request, FieldProblems problems, CancellationToken cancellationToken)
    {
        var argument = request.Argument?.Trim() ?? "";
        if (_operations.GetValueOrDefault(request.Operation ?? "") is not { } operation)
            problems.Add("operation", $"Unknown operation: use {string.Join(", ", _operations.Keys)}.");
        else if (operation.ProblemOfAsync is { } judge)
            problems.Add("argument", await judge(argument, cancellationToken));
        var (ids, missing) = await SelectAsync(request, problems, cancellationToken);
        if (!problems.IsEmpty)
            return null;
        var chosen = _operations[request.Operation!];
        var done = await chosen.RunAsync(ids, argument, cancellationToken);
        missing += ids.Count - done;
        return new OperationResult(request.Operation!, done, missing, Message(chosen, done, missing));
    }

    private static string Message(WatchOperation operation, int done, int missing)
    {
        var watches = done == 1 ? "1 watch" : string.Create(CultureInfo.InvariantCulture, $"{done:N0} watches");
        var gone = missing == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {missing:N0} no longer {(missing == 1 ? "exists" : "exist")}.");
        return string.Format(CultureInfo.InvariantCulture, operation.Done, watches) + "." + gone;
    }

    private async Task<(IReadOnlyList<WatchId> Ids, int Missing)> SelectAsync(OperationRequest request, FieldProblems problems, CancellationToken cancellationToken)
    {
        if (request.Ids is { } names && request.List is null)
        {
            if (names.Count > MostIds)
                problems.Add("ids", $"Name at most {MostIds} watches, or a list.");
            var ids = names.Select(name => WatchId.TryParse(name, null, out var id) ? id : (WatchId?)null).OfType<WatchId>().Distinct().ToList();
            return (ids, names.Distinct().Count() - ids.Count);
        }

        if (request.List is null || request.Ids is not null)
        {
            problems.Add("ids", "Say which watches: either ids or a list.");
            return ([], 0);
        }

        var query = request.List.Read(problems);
        if (!problems.IsEmpty)
            return ([], 0);
        await _feed.CatchUpAsync(cancellationToken);
        return ([.. _index.Select(query).Except(request.Except ?? [])], 0);
    }

    private async Task<int> RecheckAsync(IReadOnlyCollection<WatchId> ids, CancellationToken cancellationToken)
    {
        await _feed.CatchUpAsync(cancellationToken);
        var known = ids.Where(_index.Has).ToList();
        foreach (var part in known.Chunk(RecheckPart))
            await _requests.RequestAsync(part, CheckPriority.Manual, cancellationToken);
        return known.Count;
    }

    private async Task<int> AssignAsync(IReadOnlyCollection<WatchId> ids, string name, CancellationToken cancellationToken)
    {
        var made = Guid.NewGuid().ToString();
        var settings = await _settings.EditAsync(
            settings => settings.Groups.Any(group => group.IsCalled(name)) ? settings : settings with { Groups = [.. settings.Groups, new WatchGroup(made, name)] },
            cancellationToken);
        var id = settings.Groups.First(group => group.IsCalled(name)).Id;
        return await _catalog.EditAsync(ids, watch => watch.Tags.Contains(id) ? watch : watch with { Tags = [.. watch.Tags, id] }, cancellationToken);
    }

    private async Task<int> RemoveAsync(IReadOnlyCollection<WatchId> ids, string name, CancellationToken cancellationToken)
    {
        var group = (await _settings.ReadAsync(cancellationToken)).Groups.First(one => one.IsCalled(name));
        return await _catalog.EditAsync(ids, watch => watch with { Tags = [.. watch.Tags.Where(tag => tag != group.Id)] }, cancellationToken);
    }

    private Task<int> SetProxyAsync(IReadOnlyCollection<WatchId> ids, string label, CancellationToken cancellationToken) =>
        _catalog.EditAsync(ids, watch => watch with { Proxy = label.Length == 0 ? null : label }, cancellationToken);

    // The settings page writes a group and its interval in one line, so a title must be readable there.
    private static string? ProblemOfTitle(string title)
    {
        var groups = GroupLines.Read([title], [], out var problem);
        if (groups.Count == 0)
            problem ??= "Name the group.";
        return problem ?? (groups is [{ TimeBetweenCheck: null }] ? null : "Give the group's name alone.");
    }

    private async Task<string?> ProblemOfGroupAsync(string name, CancellationToken cancellationToken) =>
        (await _settings.ReadAsync(cancellationToken)).Groups.Any(group => group.IsCalled(name)) ? null : "There is no such group.";
}
