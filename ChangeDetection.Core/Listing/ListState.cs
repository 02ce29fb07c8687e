namespace ChangeDetection.Core.Listing;

/// <summary>Which watches of a scope are listed, by what is the matter with them.</summary>
public enum ListState
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those with a change nobody has looked at.</summary>
    Unread,

    /// <summary>Those whose last check failed.</summary>
    Errors,

    /// <summary>Those whose scheduled checks are off.</summary>
    Paused,

    /// <summary>Those that wait for a worker.</summary>
    Queued,

    /// <summary>Those being checked.</summary>
    Checking,
}
