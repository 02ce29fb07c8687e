namespace ChangeDetection.Core.Extraction;

/// <summary>A fetched page as it came: bytes already decompressed, nothing else done to it.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="ContentType">The Content-Type header, or null.</param>
/// <param name="StatusCode">The answer's HTTP status.</param>
/// <param name="Address">Where the page was in the end, after redirects.</param>
public sealed record PageContent(ReadOnlyMemory<byte> Bytes, string? ContentType, int StatusCode, Uri Address)
{
    /// <summary>What stands for a page before it is fetched.</summary>
    public static PageContent None { get; } = new(default, null, 0, new Uri("about:blank"));
}
