using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>What a backup says about itself.</summary>
/// <param name="Product">Always ChangeDetection.</param>
/// <param name="Format">The number of the format.</param>
/// <param name="Version">The version of the product that made it.</param>
/// <param name="Epoch">The store it was made of.</param>
/// <param name="Revision">The number of the last change in it.</param>
/// <param name="Moment">When it was made; everything in it is as it was at that moment.</param>
/// <param name="Entries">The files in it, in their order.</param>
public sealed record BackupManifest(
    [property: JsonRequired] string Product, [property: JsonRequired] int Format, string Version, string Epoch, long Revision, DateTimeOffset Moment, IReadOnlyList<BackupEntry> Entries)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>The number of rows of a file, 0 when there is none of the name.</summary>
    public long RowsOf(string name) => Entries.FirstOrDefault(entry => entry.Name == name)?.Rows ?? 0;

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="JsonException">It is no manifest.</exception>
    internal static BackupManifest Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<BackupManifest>(json, Options) ?? throw new JsonException("It is empty.");
}
