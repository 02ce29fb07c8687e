namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>The whole text last seen by a watch whose versions keep only the kinds of change that count.</summary>
internal sealed class SeenTextRow
{
    public Guid WatchId { get; init; }

    /// <summary>SHA-256 of the text's UTF-8 bytes.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>A <see cref="History.ContentEncoding"/>.</summary>
    public int Encoding { get; set; }

    /// <summary>The text's length in bytes before compression.</summary>
    public int Length { get; set; }

    public required byte[] Bytes { get; set; }
}
