namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>How far a backup or a restore is.</summary>
/// <param name="Step">What is being done: <c>write</c>, <c>verify</c> or <c>restore</c>.</param>
/// <param name="Entry">The file it is at.</param>
/// <param name="Rows">Rows of that file done so far.</param>
public sealed record BackupProgress(string Step, string Entry, long Rows);
