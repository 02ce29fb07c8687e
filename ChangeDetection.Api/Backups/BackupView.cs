using ChangeDetection.Infrastructure.Storage.Backups;

namespace ChangeDetection.Api.Backups;

/// <summary>A stored backup.</summary>
/// <param name="Name">Its file name, by which it is downloaded, deleted and restored.</param>
/// <param name="Moment">When it was made.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BackupView(string Name, DateTimeOffset Moment, long Bytes)
{
    /// <summary>The view of a backup.</summary>
    public static BackupView From(StoredBackup backup) => new(backup.Name, backup.Moment, backup.Bytes);
}
