using System.Text.Json.Serialization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Checks;

/// <summary>The order to look at one watch once. It carries no settings and no secrets: the store is the truth, this is the bell.</summary>
/// <param name="WatchId">The watch.</param>
/// <param name="Job">The number the store gave this wish; a later wish has a higher one, and only the newest can be leased.</param>
/// <param name="Priority">Who wants it.</param>
/// <param name="TraceParent">The W3C trace context of the moment of queueing, or null.</param>
public sealed record CheckWatch(
    [property: JsonRequired] WatchId WatchId, [property: JsonRequired] long Job, [property: JsonRequired] CheckPriority Priority, string? TraceParent = null)
{
    /// <summary>The version of the message's JSON form.</summary>
    [JsonPropertyName("v")]
    public int FormatVersion { get; init; } = 1;
}
