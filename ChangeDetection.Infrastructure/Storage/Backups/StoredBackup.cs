namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>A backup in the folder.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Moment">When it was made.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredBackup(string Name, DateTimeOffset Moment, long Bytes);
