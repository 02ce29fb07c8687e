using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Worker.Checking;

/// <summary>How checks run in one worker process.</summary>
internal sealed class CheckOptions
{
    public const string Section = "Check";

    /// <summary>Concurrent checks; the environment variable FETCH_WORKERS sets it too.</summary>
    [Range(1, 1000)]
    public int Workers { get; set; } = 10;

    /// <summary>The longest a whole check may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long running checks may go on after the order to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(25);
}
