using System.Runtime.CompilerServices;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>The versions of a watch in a datastore.</summary>
/// <param name="files">The datastore.</param>
/// <param name="folder">The watch's folder, which is its identity.</param>
/// <param name="processor">How the watch finds changes; each way but the first has an index of its own.</param>
/// <param name="listed">Versions that stood in the watch itself before there were index files.</param>
internal sealed class DatastoreHistory(DatastoreFiles files, string folder, string processor, IReadOnlyList<KeyValuePair<string, string>> listed) : ImportedHistory
{
    private const string Common = "history.txt";

    public override async IAsyncEnumerable<ImportedVersion> ReadAsync(ImportReport report, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var present = files.In(folder);
        foreach (var (at, name) in HistoryIndex.Sort(await EntriesAsync(present, report, cancellationToken), folder, report))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SnapshotFile.Find(present, name) is { } file)
                yield return new ImportedVersion(at, file.Name, token => SnapshotFile.ReadAsync(file, token));
            else if (SnapshotFile.IsPicture(name))
                report.NotCarriedOver(folder, $"The version of {at:u} is no text; it is left out.");
            else
                report.Refused(folder, $"The version of {at:u} is left out: its file '{ImportText.Quote(name)}' is not there.");
        }
    }

    private async Task<IEnumerable<KeyValuePair<string, string>>> EntriesAsync(IReadOnlyDictionary<string, DatastoreFile> present, ImportReport report, CancellationToken cancellationToken)
    {
        var index = Index(present);
        foreach (var other in present.Keys.Where(IsIndex).Where(name => name != index?.Name))
            report.NotCarriedOver(folder, $"The versions in {ImportText.Quote(other)} belong to another way of finding changes; they are left out.");
        if (index is null)
            return listed;
        try
        {
            return await HistoryIndex.LinesAsync(index, cancellationToken);
        }
        catch (ImportException broken)
        {
            report.Refused(folder, $"Its history is left out: {broken.Message}");
            return [];
        }
    }

    // Watches older than the index files of their own still have all versions in the common one.
    private DatastoreFile? Index(IReadOnlyDictionary<string, DatastoreFile> present) =>
        (processor == "text_json_diff" ? null : present.GetValueOrDefault($"history-{processor}.txt")) ?? present.GetValueOrDefault(Common);

    private static bool IsIndex(string name) => name == Common || name.StartsWith("history-", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal);
}
