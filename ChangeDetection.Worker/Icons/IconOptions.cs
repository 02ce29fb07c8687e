using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Worker.Icons;

/// <summary>How the icons of sites are looked for.</summary>
internal sealed class IconOptions
{
    public const string Section = "Icons";

    /// <summary>Whether icons are fetched at all; the environment variable FETCH_FAVICONS sets it too.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>How long a found or missing icon is believed (24 hours in peer behaviour, section 4).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Age { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The longest wait for one icon.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many pages may wait for the look for their icon; the others are looked at with a later check.</summary>
    [Range(1, 100_000)]
    public int Places { get; init; } = 10_000;
}
