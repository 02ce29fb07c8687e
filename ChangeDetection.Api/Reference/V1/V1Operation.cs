namespace ChangeDetection.Api.Reference.V1;

/// <summary>One operation of the v1 API.</summary>
/// <param name="Method">The HTTP method, in upper case.</param>
/// <param name="Path">The path below <c>/api/v1</c>.</param>
/// <param name="Tag">What it belongs to.</param>
/// <param name="Summary">What it does.</param>
internal sealed record V1Operation(string Method, string Path, string Tag, string Summary)
{
    /// <summary>What the query may hold.</summary>
    public IReadOnlyList<Parameter> Query { get; init; } = [];

    /// <summary>The name of the body's schema; null when there is no JSON body.</summary>
    public string? Body { get; init; }

    /// <summary>Whether the body is a list of addresses in plain text.</summary>
    public bool TakesLines { get; init; }

    /// <summary>What it answers; the refusal of a wrong key comes on top.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>A parameter of the query.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">What it means.</param>
    /// <param name="Type">Its type as JSON Schema calls it.</param>
    internal sealed record Parameter(string Name, string Description, string Type = "string");

    /// <summary>An answer.</summary>
    /// <param name="Status">The status code.</param>
    /// <param name="Description">When it comes.</param>
    /// <param name="Example">What it looks like, as JSON; null when it has no body.</param>
    /// <param name="Type">The media type.</param>
    internal sealed record Answer(int Status, string Description, string? Example = null, string Type = "application/json");
}
