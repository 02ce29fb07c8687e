using ChangeDetection.Core.Importing;
using ChangeDetection.Infrastructure.Storage.Importing;

namespace ChangeDetection.Api.Importing;

/// <summary>What an import came to.</summary>
public sealed record ImportReportView
{
    /// <summary>The format that was read.</summary>
    public required string Format { get; init; }

    /// <summary>Whether nothing was stored.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>How many watches are new.</summary>
    public required int Added { get; init; }

    /// <summary>How many were imported before.</summary>
    public required int AlreadyImported { get; init; }

    /// <summary>How many were left out because their address is watched already.</summary>
    public required int AddressKnown { get; init; }

    /// <summary>How many were left out because there may be no more watches.</summary>
    public required int OverLimit { get; init; }

    /// <summary>How many versions came with the watches.</summary>
    public required long Versions { get; init; }

    /// <summary>How many groups are new.</summary>
    public required int GroupsAdded { get; init; }

    /// <summary>Whether the settings of the installation were taken over.</summary>
    public required bool TookSettings { get; init; }

    /// <summary>A line for each watch.</summary>
    public required IReadOnlyList<ImportLine> Lines { get; init; }

    /// <summary>What a person should know: nothing is left out in silence.</summary>
    public required IReadOnlyList<ImportNote> Notes { get; init; }

    /// <summary>How many more notes there were than are told.</summary>
    public required int NotesOnlyCounted { get; init; }

    /// <summary>The view of an import that ended.</summary>
    public static ImportReportView Of(ImportResult import, ImportSummary summary, bool isDryRun) => new()
    {
        Format = ImportFormatNames.Of(import.Format),
        IsDryRun = isDryRun,
        Added = summary.Count(ImportFate.Added),
        AlreadyImported = summary.Count(ImportFate.AlreadyImported),
        AddressKnown = summary.Count(ImportFate.AddressKnown),
        OverLimit = summary.Count(ImportFate.OverLimit),
        Versions = summary.Versions,
        GroupsAdded = summary.GroupsAdded,
        TookSettings = summary.TookSettings,
        Lines = summary.Lines,
        Notes = import.Report.Notes,
        NotesOnlyCounted = import.Report.OnlyCounted,
    };
}
