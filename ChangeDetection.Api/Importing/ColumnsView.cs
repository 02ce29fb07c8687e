using ChangeDetection.Core.Importing.Tables;

namespace ChangeDetection.Api.Importing;

/// <summary>The beginning of a table, and what its columns seem to mean.</summary>
/// <param name="HasHeader">Whether the first row names the columns.</param>
/// <param name="Columns">The meaning of each column from the left.</param>
/// <param name="Rows">The first rows.</param>
public sealed record ColumnsView(bool HasHeader, IReadOnlyList<ImportField> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
