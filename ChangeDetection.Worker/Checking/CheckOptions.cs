using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Worker.Checking;

/// <summary>How checks run in one worker process.</summary>
internal sealed class CheckOptions
{
    public const string Section = "Check";

    /// <summary>Concurrent checks while the installation's settings name no number; the environment variable FETCH_WORKERS sets it too.</summary>
    [Range(1, 1000)]
    public int Workers { get; set; } = 10;

    /// <summary>After how long a check gives its place to others and goes on in the slow lane.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most checks in the slow lane; one that finds no room there keeps its place. Zero: places are never given away.</summary>
    [Range(0, 10_000)]
    public int SlowPlaces { get; init; } = 50;

    /// <summary>How often the installation's settings are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SettingsPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest a whole check may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long running checks may go on after the order to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(25);
}
