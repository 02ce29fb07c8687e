namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>What became of a result.</summary>
public enum CommitVerdict
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>It was dropped: the watch was deleted, paused, edited or leased anew in the meantime.</summary>
    Superseded,
}
