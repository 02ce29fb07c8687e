using ChangeDetection.Api.Errors;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Importing.Tables;
using ChangeDetection.Infrastructure.Storage.Importing;
using Microsoft.AspNetCore.Mvc;

namespace ChangeDetection.Api.Importing;

/// <summary>What a client says about the file it sends, in the query.</summary>
internal sealed record ImportRequest
{
    /// <summary>The file's name, from which the format is guessed.</summary>
    public string? Name { get; init; }

    /// <summary>The format's name, see <see cref="ImportFormatNames"/>; absent to find it out.</summary>
    public string? Format { get; init; }

    /// <summary>Whether nothing is stored.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Whether settings of the installation are taken over; absent takes them when there is no watch yet.</summary>
    public bool? Settings { get; init; }

    /// <summary>Whether addresses that are watched already are imported all the same.</summary>
    public bool? KnownAddresses { get; init; }

    /// <summary>What the columns of a table mean, from the left.</summary>
    [FromQuery]
    public string[]? Column { get; init; }

    /// <summary>Whether a table's first row names its columns; counts with <c>Column</c> alone.</summary>
    public bool? Header { get; init; }

    /// <summary>How the file is to be read; what is wrong is noted.</summary>
    public ImportOptions ReadOptions(FieldProblems problems)
    {
        ImportFormat? format = null;
        if (!string.IsNullOrWhiteSpace(Format))
        {
            if (ImportFormatNames.TryParse(Format, out var named))
                format = named;
            else
                problems.Add("format", $"There is no format '{Format}': choose one of {string.Join(", ", ImportFormatNames.All)}.");
        }

        return new ImportOptions { Format = format, Columns = ReadColumns(problems) };
    }

    /// <summary>What the person decided.</summary>
    public ImportChoices ReadChoices(int? mostWatches) => new()
    {
        IsDryRun = DryRun == true,
        TakesSettings = Settings,
        AllowsKnownAddresses = KnownAddresses == true,
        MostWatches = mostWatches,
    };

    private ColumnMapping? ReadColumns(FieldProblems problems)
    {
        if (Column is not { Length: > 0 } names)
            return null;
        var fields = new List<ImportField>(names.Length);
        foreach (var name in names)
        {
            if (Enum.TryParse<ImportField>(name, ignoreCase: true, out var field) && Enum.IsDefined(field))
                fields.Add(field);
            else
                problems.Add("column", $"A column cannot mean '{name}': choose one of {string.Join(", ", Enum.GetNames<ImportField>())}.");
        }

        if (!fields.Contains(ImportField.Url))
            problems.Add("column", "No column means the address: choose url for one of them.");
        return new ColumnMapping(Header ?? true, [.. fields]);
    }
}
