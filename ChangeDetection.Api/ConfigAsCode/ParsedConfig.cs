using System.Text.Json.Nodes;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>A document that was read, and the line of each of its paths.</summary>
internal sealed record ParsedConfig(JsonNode? Root, IReadOnlyDictionary<string, int> Lines);
