namespace ChangeDetection.Core.Importing;

/// <summary>One thing that a person should know about an import.</summary>
/// <param name="Place">Where it was found: a line, a row, a job, the identity of a watch, or the name of a file.</param>
/// <param name="Severity">What it means.</param>
/// <param name="What">What was found; never a password or key.</param>
/// <param name="Advice">What to do about it; null when nothing needs to be done.</param>
public sealed record ImportNote(string Place, ImportSeverity Severity, string What, string? Advice = null);
