using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Api.Live;

/// <summary>The pace of the live view.</summary>
internal sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>How long changes are gathered before they are sent together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:05")]
    public TimeSpan FlushEvery { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How often the store is asked although nobody rang, in case a ring was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most live connections and event streams open from one address at a time. Behind a proxy that does not tell its visitors' addresses, all are one.</summary>
    [Range(1, 1_000_000)]
    public int MostFromOneAddress { get; init; } = 1000;
}
