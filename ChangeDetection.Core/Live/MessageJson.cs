using System.Text.Json.Serialization;
using ChangeDetection.Core.Checks;

namespace ChangeDetection.Core.Live;

/// <summary>The JSON form of everything that crosses Redis, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckWatch))]
[JsonSerializable(typeof(LiveFact))]
public sealed partial class MessageJson : JsonSerializerContext;
