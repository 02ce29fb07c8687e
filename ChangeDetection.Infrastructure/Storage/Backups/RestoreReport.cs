namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>What a restore did, or would do.</summary>
/// <param name="Manifest">What the backup says about itself.</param>
/// <param name="Watches">How many watches are in it.</param>
/// <param name="Versions">How many versions are in it.</param>
/// <param name="DamagedTexts">Texts that were damaged already in the store that the backup was made of; they stay as they are.</param>
public sealed record RestoreReport(BackupManifest Manifest, long Watches, long Versions, long DamagedTexts);
