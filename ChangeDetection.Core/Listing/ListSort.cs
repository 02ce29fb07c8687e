namespace ChangeDetection.Core.Listing;

/// <summary>By what a list is ordered.</summary>
public enum ListSort
{
    /// <summary>When the last change was stored; a watch without one counts by when it was made.</summary>
    Changed,

    /// <summary>When the last check began; never comes before everything.</summary>
    Checked,

    /// <summary>When the watch was made.</summary>
    Created,

    /// <summary>What lists call the watch, whatever its case.</summary>
    Label,

    /// <summary>Whether scheduled checks are off.</summary>
    Paused,

    /// <summary>Whether notifications are off.</summary>
    Muted,
}
