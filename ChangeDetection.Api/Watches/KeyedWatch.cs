using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>A watch as a program wants it, under a key of the program's own.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyedWatch : WatchForm
{
    /// <summary>The program's own name for the watch: the same key always means the same watch.</summary>
    [Required]
    [StringLength(WatchKey.MaxLength, MinimumLength = 1)]
    public required string Key { get; init; }
}
