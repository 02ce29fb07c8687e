namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>A backup cannot be restored; nothing was changed. The message says why and what to do, for people.</summary>
public sealed class BackupRefusedException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public BackupRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its message and cause.</summary>
    public BackupRefusedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
