namespace ChangeDetection.Core.Watches;

/// <summary>The part of a watch that a person writes: what is given on create and changed on edit.</summary>
public sealed record WatchDraft
{
    /// <summary>The canonical address, or the one typed when it has templates.</summary>
    public required string Url { get; init; }

    /// <summary>Whether scheduled checks are off.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether notifications are off.</summary>
    public bool IsMuted { get; init; }

    /// <summary>When a person last looked at the difference; v1 clients may set it.</summary>
    public DateTimeOffset? LastViewedAt { get; init; }

    /// <summary>Everything else a person can set.</summary>
    public WatchSettings Settings { get; init; } = new();

    /// <summary>The draft that leaves a watch as it is.</summary>
    public static WatchDraft From(Watch watch) => new()
    {
        Url = watch.Url,
        IsPaused = watch.IsPaused,
        IsMuted = watch.IsMuted,
        LastViewedAt = watch.State.LastViewedAt,
        Settings = watch.Settings,
    };
}
