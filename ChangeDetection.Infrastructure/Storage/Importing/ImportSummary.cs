namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>What an import came to.</summary>
/// <param name="Lines">A line for each watch, in the order of the source.</param>
/// <param name="GroupsAdded">How many groups were made.</param>
/// <param name="TookSettings">Whether the settings of the installation were taken over.</param>
public sealed record ImportSummary(IReadOnlyList<ImportLine> Lines, int GroupsAdded, bool TookSettings)
{
    /// <summary>How many watches ended so.</summary>
    public int Count(ImportFate fate) => Lines.Count(line => line.Fate == fate);

    /// <summary>How many versions came with the watches.</summary>
    public long Versions => Lines.Sum(line => (long)line.Versions);
}
