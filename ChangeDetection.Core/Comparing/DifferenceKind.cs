namespace ChangeDetection.Core.Comparing;

/// <summary>What became of a line between two versions.</summary>
public enum DifferenceKind
{
    /// <summary>In both versions.</summary>
    Same = 0,

    /// <summary>Only in the older version.</summary>
    Removed = 1,

    /// <summary>Only in the newer version.</summary>
    Added = 2,
}
