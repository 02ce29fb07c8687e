using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Watches;

/// <summary>What a page sends to change a watch; absent members stay as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EditWatch : WatchForm;
