using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Writing;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>
/// Stores the texts of a watch's versions ahead of the watch itself, a few at a time: a text that no version names yet does no harm, and
/// the watch then comes with all its versions at once or not at all.
/// </summary>
internal sealed class ImportHistory(StoreWriter writer)
{
    private const int LargestPart = 50;
    private const long LargestPartBytes = 4 * 1024 * 1024;

    /// <summary>The versions of a watch, oldest first, their texts stored; those that cannot be read are noted and left out.</summary>
    public async Task<IReadOnlyList<SnapshotRow>> StoreAsync(ImportedWatch watch, WatchId id, ImportReport report, CancellationToken cancellationToken)
    {
        var rows = new List<SnapshotRow>();
        var part = new List<ContentRow>();
        var byFile = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var version in watch.History.ReadAsync(report, cancellationToken))
        {
            if (!byFile.TryGetValue(version.FileName, out var hash))
            {
                if (await TryReadAsync(version, watch.Place, report, cancellationToken) is not { } content)
                    continue;
                part.Add(content);
                byFile[version.FileName] = hash = content.Hash;
            }

            rows.Add(RowOf(id, rows, version, hash));
            if (part.Count >= LargestPart || part.Sum(content => (long)content.Bytes.Length) >= LargestPartBytes)
                await FlushAsync(part, cancellationToken);
        }

        await FlushAsync(part, cancellationToken);
        return rows;
    }

    private static SnapshotRow RowOf(WatchId id, List<SnapshotRow> before, ImportedVersion version, byte[] hash) => new()
    {
        WatchId = id.Value,
        Number = before.Count + 1,
        TakenAt = Math.Max(version.At.ToUnixTimeSeconds(), before.Count > 0 ? before[^1].TakenAt + 1 : 0),
        ContentHash = hash,
        // The reference names its files by the checksum of the text.
        Checksum = Path.GetFileName(version.FileName).Split('.')[0],
    };

    private static async Task<ContentRow?> TryReadAsync(ImportedVersion version, string place, ImportReport report, CancellationToken cancellationToken)
    {
        try
        {
            return Content.Pack(await version.ReadTextAsync(cancellationToken));
        }
        catch (ImportException damaged)
        {
            report.Refused(place, $"The version of {version.At:yyyy-MM-dd HH:mm:ss} UTC cannot be read: {damaged.Message}");
            return null;
        }
    }

    private async Task FlushAsync(List<ContentRow> part, CancellationToken cancellationToken)
    {
        if (part.Count == 0)
            return;
        var contents = part.ToArray();
        part.Clear();
        await writer.WriteAsync(
            async (transaction, cancel) =>
            {
                foreach (var content in contents)
                    await Content.AddAsync(transaction.Context, content, cancel);

                return contents.Length;
            },
            cancellationToken);
    }
}
