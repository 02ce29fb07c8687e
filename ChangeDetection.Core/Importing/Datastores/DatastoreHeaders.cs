using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>The files of a datastore that add headers to requests: one for all watches, one for each group by its title.</summary>
internal sealed class DatastoreHeaders(DatastoreFiles files, ImportReport report)
{
    private const string All = "headers.txt";
    private const string Prefix = "headers-";
    private const string Ending = ".txt";

    private readonly Dictionary<string, Dictionary<string, string>> _ofGroups = new(StringComparer.Ordinal);

    /// <summary>The headers of all requests.</summary>
    public IReadOnlyDictionary<string, string> OfAll { get; private set; } = new Dictionary<string, string>();

    /// <summary>The headers of groups, by the letters and digits of the title in lower case.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> OfGroups => _ofGroups;

    /// <summary>Reads the files.</summary>
    public async Task<DatastoreHeaders> ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var file in files.Top.Values.Where(file => file.Name.EndsWith(Ending, StringComparison.Ordinal)))
        {
            if (file.Name == All)
                OfAll = await ReadAsync(file, cancellationToken);
            else if (file.Name.StartsWith(Prefix, StringComparison.Ordinal))
                _ofGroups[file.Name[Prefix.Length..^Ending.Length]] = await ReadAsync(file, cancellationToken);
        }

        return this;
    }

    /// <summary>Notes the files that no group has.</summary>
    public void NoteUnused(IReadOnlyList<ImportedGroup> groups)
    {
        foreach (var name in _ofGroups.Keys.Except(groups.Select(group => DatastoreGroups.HeadersKey(group.Title))))
            report.NotCarriedOver($"{Prefix}{ImportText.Quote(name)}{Ending}", "No group has this title; the headers are left out.");
    }

    private async Task<Dictionary<string, string>> ReadAsync(DatastoreFile file, CancellationToken cancellationToken)
    {
        try
        {
            return HeaderLines.Parse(ImportText.Decode(await file.ReadAsync(ImportLimits.DocumentBytes, cancellationToken)), file.Name, report);
        }
        catch (ImportException broken)
        {
            report.NotCarriedOver(file.Name, $"The headers are left out: {broken.Message}");
            return [];
        }
    }
}
