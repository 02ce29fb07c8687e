using System.Text.Json;
using ChangeDetection.Core.Importing.Datastores.Fields;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>What stands at the top of a datastore: the settings of the installation and, in older ones, all watches.</summary>
internal sealed record DatastoreRoot
{
    private const string Newer = "changedetection.json";
    private const string Older = "url-watches.json";

    /// <summary>Whether the datastore has one of the two documents, readable or not.</summary>
    public bool IsThere { get; private init; }

    /// <summary>The settings; undefined when there are none.</summary>
    public JsonElement Settings { get; private init; }

    /// <summary>The watches that stand in the document itself, by identity.</summary>
    public IReadOnlyDictionary<string, JsonElement> Watching { get; private init; } = new Dictionary<string, JsonElement>();

    /// <summary>The application settings; undefined when there are none.</summary>
    public JsonElement Application => Settings.Member("application") ?? default;

    /// <summary>The number of the last step that the datastore has gone through.</summary>
    public int Schema => Settings.ValueKind is JsonValueKind.Undefined ? SchemaSteps.Newest : (int)Math.Clamp(Application.NumberOf("schema_version") ?? 0, 0, SchemaSteps.Newest);

    /// <summary>Reads the top of a datastore; a document that is damaged is noted.</summary>
    public static async Task<DatastoreRoot> ReadAsync(DatastoreFiles files, ImportReport report, CancellationToken cancellationToken)
    {
        if (files.Top.TryGetValue(Newer, out var newer))
        {
            if (files.Top.ContainsKey(Older))
                report.Remark(Older, "This older document stands beside a newer changedetection.json and may be out of date; it is not read.");
            return await ReadAsync(newer, report, cancellationToken);
        }

        return files.Top.TryGetValue(Older, out var older) ? await ReadAsync(older, report, cancellationToken) : new DatastoreRoot();
    }

    private static async Task<DatastoreRoot> ReadAsync(DatastoreFile file, ImportReport report, CancellationToken cancellationToken)
    {
        try
        {
            var members = await DatastoreDocument.ReadAsync(file, ImportLimits.ArchiveBytes, cancellationToken);
            return new DatastoreRoot
            {
                IsThere = true,
                Settings = members.GetValueOrDefault("settings") is { ValueKind: JsonValueKind.Object } settings ? settings : default,
                Watching = DatastoreDocument.Members(members.GetValueOrDefault("watching")) ?? [],
            };
        }
        catch (ImportException broken)
        {
            report.Refused(file.Name, $"The settings{(file.Name == Older ? " and watches" : "")} in it are left out: {broken.Message}", "Take the file from an older backup.");
            return new DatastoreRoot { IsThere = true };
        }
    }
}
