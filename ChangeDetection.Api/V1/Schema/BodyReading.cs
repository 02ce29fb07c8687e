using System.Text.Json;
using ChangeDetection.Api.V1.Answers;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>How reading a body ended: a closed set.</summary>
internal abstract record BodyReading
{
    private BodyReading()
    {
    }

    /// <summary>The body keeps its rule.</summary>
    public sealed record Accepted(JsonElement Body) : BodyReading;

    /// <summary>It does not, and this is the answer.</summary>
    public sealed record Refused(V1Answer Answer) : BodyReading;
}
