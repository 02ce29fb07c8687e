namespace ChangeDetection.Api.Importing;

/// <summary>One line of the answer to an import: how far it is, or what it came to.</summary>
/// <param name="Done">Watches dealt with.</param>
/// <param name="Total">Watches in the file.</param>
/// <param name="Report">What it came to; in the last line.</param>
/// <param name="Problem">Why it ended early; in the last line. What was stored until then stays, and the same file sent again goes on from there.</param>
public sealed record ImportEvent(int Done, int Total, ImportReportView? Report = null, string? Problem = null);
