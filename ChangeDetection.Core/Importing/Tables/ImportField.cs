namespace ChangeDetection.Core.Importing.Tables;

/// <summary>What a column of a table can mean.</summary>
public enum ImportField
{
    /// <summary>Nothing: the column is not read.</summary>
    None = 0,

    /// <summary>The address; without a scheme, https is meant.</summary>
    Url = 1,

    /// <summary>The person's own label.</summary>
    Title = 2,

    /// <summary>Titles of groups, separated by commas.</summary>
    Groups = 3,

    /// <summary>The interval in seconds.</summary>
    IntervalSeconds = 4,

    /// <summary>The interval in minutes.</summary>
    IntervalMinutes = 5,

    /// <summary>The interval in hours.</summary>
    IntervalHours = 6,

    /// <summary>The interval in days.</summary>
    IntervalDays = 7,

    /// <summary>A selector of what is compared, in the language of <see cref="Watches.WatchSettings.IncludeFilters"/>.</summary>
    IncludeFilter = 8,

    /// <summary>An XPath expression of what is compared, with or without the prefix <c>xpath:</c>.</summary>
    IncludeXPath = 9,

    /// <summary>A selector of what is removed first.</summary>
    RemoveSelector = 10,

    /// <summary>Text that never counts as a change, one entry a line.</summary>
    IgnoreText = 11,

    /// <summary>Text that must be present, one entry a line.</summary>
    TriggerText = 12,

    /// <summary>Where changes are told, separated by commas, spaces or line ends.</summary>
    NotificationUrls = 13,

    /// <summary>Whether a browser fetches the page: yes, true, 1, on or x, and their opposites.</summary>
    UsesBrowser = 14,

    /// <summary>Whether scheduled checks are off, in the same words.</summary>
    IsPaused = 15,
}
