namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>An icon, stored once however many watches show it.</summary>
internal sealed class IconRow
{
    /// <summary>A <see cref="Core.Icons.SiteIcon.Id"/>.</summary>
    public required string Id { get; init; }

    public required string Type { get; init; }
    public required byte[] Bytes { get; init; }
}
