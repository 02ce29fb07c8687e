namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>What a restore may do to what is there.</summary>
public enum RestoreMode
{
    /// <summary>Restores into a store without watches and groups only.</summary>
    IntoEmpty = 1,

    /// <summary>Everything that is there goes and the backup takes its place.</summary>
    ReplaceAll = 2,
}
