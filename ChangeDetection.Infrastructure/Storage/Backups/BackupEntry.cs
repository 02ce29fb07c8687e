namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its name in the zip.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">Its length before compression.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record BackupEntry(string Name, long Rows, long Bytes, string Sha256);
