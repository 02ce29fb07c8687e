using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Watches;

/// <summary>What a page sends to make a watch: its address at least; absent members take their defaults.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateWatch : WatchForm;
