using System.Globalization;
using System.Text.Json;
using ChangeDetection.Core.Importing.Datastores.Fields;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>Reads a datastore of changedetection.io in all its layouts (peer behaviour, section 11).</summary>
/// <param name="files">The datastore; open as long as the result is.</param>
/// <param name="report">What is not carried over is noted here.</param>
/// <param name="clock">Fills in the templates of addresses, and bounds the time spent on judging rules.</param>
/// <param name="rules">Which addresses are taken besides those of web pages.</param>
internal sealed class DatastoreReader(DatastoreFiles files, ImportReport report, TimeProvider clock, WatchUrlRules rules)
{
    private const string WatchFile = "watch.json";
    private const string GroupFile = "tag.json";

    /// <summary>Groups, watches and settings; histories are left to whoever asks for them.</summary>
    /// <exception cref="ImportException">It is no datastore.</exception>
    public async Task<ImportResult> ReadAsync(CancellationToken cancellationToken)
    {
        var left = new LeftBehind();
        var (documents, folders) = (new Dictionary<string, Dictionary<string, JsonElement>>(StringComparer.Ordinal), new List<string>());
        var root = await DatastoreRoot.ReadAsync(files, report, cancellationToken);
        var groups = new DatastoreGroups(root, report, clock);
        var headers = await new DatastoreHeaders(files, report).ReadAsync(cancellationToken);
        foreach (var folder in files.Folders)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var present = files.In(folder);
            left.Count(present.Keys);
            if (present.TryGetValue(GroupFile, out var group) && await GroupAsync(group, present, folder, cancellationToken) is { } fields)
                groups.Add(WatchId.Parse(folder, CultureInfo.InvariantCulture), fields, headers.OfGroups);
            if (present.ContainsKey(WatchFile))
                folders.Add(folder);
            else if (!present.ContainsKey(GroupFile) && !root.Watching.ContainsKey(folder))
                report.Remark(folder, "The folder has neither watch.json nor tag.json; it is what a deleted watch left behind.");
        }

        if (!root.IsThere && folders.Count == 0 && groups.All.Count == 0)
            throw new ImportException("This is no datastore of changedetection.io: it has neither changedetection.json nor url-watches.json nor folders of watches.");
        AddOlderGroups(root, groups, headers);
        headers.NoteUnused(groups.All);
        left.Note(report);
        var proxies = await DatastoreProxies.ReadAsync(files, root.Settings.Member("requests") ?? default, report, cancellationToken);
        var watches = await WatchesAsync(root, folders, new DatastoreWatch(root, groups, proxies, files, report, clock, rules), cancellationToken);
        return new ImportResult(ImportFormat.Datastore, report, files)
        {
            Watches = watches,
            Groups = groups.All,
            Settings = new DatastoreSettings(root, report, clock).Read(proxies, headers.OfAll),
        };
    }

    private async Task<Dictionary<string, JsonElement>?> GroupAsync(DatastoreFile group, IReadOnlyDictionary<string, DatastoreFile> present, string folder, CancellationToken cancellationToken)
    {
        var fields = await TryReadAsync(group, $"group {folder}", cancellationToken);
        if (fields is not null && present.TryGetValue("restock_diff.json", out var file) && await TryReadAsync(file, $"group {folder}", cancellationToken) is { } restock)
            fields["processor_config_restock_diff"] = DatastoreDocument.Json(restock);
        return fields;
    }

    private static void AddOlderGroups(DatastoreRoot root, DatastoreGroups groups, DatastoreHeaders headers)
    {
        foreach (var (key, element) in DatastoreDocument.Members(root.Application.Member("tags") ?? default) ?? [])
        {
            if (WatchId.TryParse(key, null, out var id) && DatastoreDocument.Members(element) is { } fields)
                groups.Add(id, fields, headers.OfGroups);
        }
    }

    private async Task<List<ImportedWatch>> WatchesAsync(DatastoreRoot root, List<string> folders, DatastoreWatch reader, CancellationToken cancellationToken)
    {
        var watches = new List<ImportedWatch>();
        foreach (var folder in folders)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryReadAsync(files.In(folder)[WatchFile], folder, cancellationToken) is { } fields && await reader.ReadAsync(folder, fields, cancellationToken) is { } watch)
                watches.Add(watch);
        }

        var known = folders.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, element) in root.Watching.Where(watch => !known.Contains(watch.Key)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DatastoreDocument.Members(element) is not { } fields)
                report.Refused(ImportText.Quote(key), "The watch is left out: it is no JSON object.");
            else if (await reader.ReadAsync(key, fields, cancellationToken) is { } watch)
                watches.Add(watch);
        }

        if (reader.Forgetful > 0)
            report.NotCarriedOver("watches", FormattableString.Invariant($"Errors, counters and answers of language models from earlier checks are not carried over ({reader.Forgetful} watches); the next checks find what still holds."));
        return watches;
    }

    private async Task<Dictionary<string, JsonElement>?> TryReadAsync(DatastoreFile file, string place, CancellationToken cancellationToken)
    {
        try
        {
            return await DatastoreDocument.ReadAsync(file, ImportLimits.DocumentBytes, cancellationToken);
        }
        catch (ImportException broken)
        {
            report.Refused(place, $"It is left out: {broken.Message}", "Take the file from an older backup.");
            return null;
        }
    }
}
