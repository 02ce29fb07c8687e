namespace ChangeDetection.Core.Icons;

/// <summary>Tells by its first bytes whether something is an image that a list may show. What the site calls it does not count.</summary>
/// <remarks>SVG is left out: it is a document that can hold scripts, not only a picture.</remarks>
public static class IconImage
{
    /// <summary>The most bytes of an icon.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The media type of an image; null when it is none of those that may be shown.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0, 0, 1, 0, > 0, _, ..] => "image/x-icon",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
