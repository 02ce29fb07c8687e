using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Scheduling;

/// <summary>The window in which scheduled checks run that opens on one weekday.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WindowView
{
    /// <summary>Whether there is a window on this day.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>When it opens, as HH:MM.</summary>
    public string Start { get; init; } = "00:00";

    /// <summary>Hours it lasts, past midnight if need be.</summary>
    public int Hours { get; init; }

    /// <summary>Minutes beside <see cref="Hours"/>.</summary>
    public int Minutes { get; init; }

    /// <summary>From midnight to midnight.</summary>
    internal static WindowView WholeDay { get; } = new() { IsEnabled = true, Hours = 24 };

    /// <summary>No window, and a whole day once it is ticked.</summary>
    internal static WindowView Closed { get; } = WholeDay with { IsEnabled = false };
}
