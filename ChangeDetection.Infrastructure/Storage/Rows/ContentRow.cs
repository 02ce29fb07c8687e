namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>A text, stored once however many versions have it.</summary>
internal sealed class ContentRow
{
    /// <summary>SHA-256 of the text's UTF-8 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>A <see cref="History.ContentEncoding"/>.</summary>
    public int Encoding { get; init; }

    /// <summary>The text's length in bytes before compression.</summary>
    public int Length { get; init; }

    public required byte[] Bytes { get; init; }
}
