namespace ChangeDetection.Core.Comparing;

/// <summary>What of a difference is told, and how texts are compared.</summary>
public sealed record DifferenceOptions
{
    /// <summary>Whether unchanged lines are told.</summary>
    public bool IncludesSame { get; init; }

    /// <summary>Whether removed lines are told.</summary>
    public bool IncludesRemoved { get; init; } = true;

    /// <summary>Whether added lines are told.</summary>
    public bool IncludesAdded { get; init; } = true;

    /// <summary>Whether replaced lines are told.</summary>
    public bool IncludesReplaced { get; init; } = true;

    /// <summary>Whether what is told is marked as removed, added, changed.</summary>
    public bool HasMarkers { get; init; } = true;

    /// <summary>Whether one line replaced by one line is told word by word.</summary>
    public bool ByWord { get; init; }

    /// <summary>Whether one line replaced by one line is told character by character.</summary>
    public bool ByCharacter { get; init; }

    /// <summary>How many unchanged lines are told round each change when the others are not.</summary>
    public int ContextLines { get; init; }

    /// <summary>Whether upper and lower case are alike.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether any run of white space is like one space, and none at a line's ends.</summary>
    public bool IgnoresWhitespace { get; init; }
}
