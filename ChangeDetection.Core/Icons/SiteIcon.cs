using System.Security.Cryptography;

namespace ChangeDetection.Core.Icons;

/// <summary>The picture by which a list shows a site.</summary>
/// <param name="Id">Names the picture by its bytes: the same picture has the same name, whatever site it is from.</param>
/// <param name="Type">The media type, by <see cref="IconImage.TypeOf"/>.</param>
/// <param name="Bytes">The picture.</param>
public sealed record SiteIcon(string Id, string Type, ReadOnlyMemory<byte> Bytes)
{
    private const int IdBytes = 16;

    /// <summary>The icon of these bytes; null when they are no picture that may be shown.</summary>
    public static SiteIcon? From(ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= IconImage.MaxBytes && IconImage.TypeOf(bytes.Span) is { } type
            ? new SiteIcon(Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, IdBytes)), type, bytes)
            : null;
}
