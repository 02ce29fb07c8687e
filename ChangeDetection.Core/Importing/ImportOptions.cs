using ChangeDetection.Core.Importing.Tables;

namespace ChangeDetection.Core.Importing;

/// <summary>What a person says about a file that is to be read.</summary>
public sealed record ImportOptions
{
    /// <summary>The format; null to find out from the file's name and content.</summary>
    public ImportFormat? Format { get; init; }

    /// <summary>What the columns of a table mean; null to guess it from the first row.</summary>
    public ColumnMapping? Columns { get; init; }
}
