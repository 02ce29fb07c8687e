using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Restock;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;

namespace ChangeDetection.Infrastructure.Storage.History;

/// <summary>The stored versions of one watch, read when a rule asks. A damaged version is left out, as if it had never been.</summary>
internal sealed class CheckHistory(StoreContextFactory contexts, WatchId id) : ICheckHistory
{
    public string? NewestText() => Texts().FirstOrDefault();

    public string? LastSeenText()
    {
        using var context = contexts.Create();
        return context.SeenTexts.FirstOrDefault(row => row.WatchId == id.Value) is { } seen
            ? TryUnpack(new ContentRow { Hash = seen.Hash, Encoding = seen.Encoding, Length = seen.Length, Bytes = seen.Bytes })
            : null;
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<string> Texts()
    {
        using var context = contexts.Create();
        var contents = context.Snapshots.Where(row => row.WatchId == id.Value).OrderByDescending(row => row.Number)
            .Join(context.Contents, snapshot => snapshot.ContentHash, content => content.Hash, (_, content) => content);
        foreach (var content in contents)
        {
            if (TryUnpack(content) is { } text)
                yield return text;
        }
    }

    public IEnumerable<PricePoint> PricesSince(DateTimeOffset since)
    {
        var first = since.ToUnixTimeSeconds();
        using var context = contexts.Create();
        var prices = context.Snapshots.Where(row => row.WatchId == id.Value && row.TakenAt >= first && row.Price != null)
            .Select(row => new { row.TakenAt, row.Price }).ToList();
        return prices.Select(row => new PricePoint(DateTimeOffset.FromUnixTimeSeconds(row.TakenAt), row.Price!.Value));
    }

    private static string? TryUnpack(ContentRow content)
    {
        try
        {
            return Content.Unpack(content);
        }
        catch (DamagedContentException)
        {
            return null;
        }
    }
}
