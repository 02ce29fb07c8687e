namespace ChangeDetection.Api.Pages.Layout;

/// <summary>The entries of the navigation.</summary>
public enum PageSection
{
    /// <summary>The list and what belongs to one watch.</summary>
    Watches,

    /// <summary>What waits and what runs.</summary>
    Queue,

    /// <summary>The groups of watches.</summary>
    Groups,

    /// <summary>The installation's settings.</summary>
    Settings,

    /// <summary>None of them.</summary>
    None,
}
