namespace ChangeDetection.Core.Importing.Tables;

/// <summary>One row of a table.</summary>
/// <param name="Number">Its number, the first being 1; of a table in text the number of its first line.</param>
/// <param name="Cells">Its cells from the left.</param>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells);
