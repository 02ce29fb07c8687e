using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>The place after a row of a list, which stays right while watches come, go and move: what comes after is told by what the row was ordered by.</summary>
/// <param name="Sort">By what the list was ordered.</param>
/// <param name="IsReversed">Whether the order was reversed.</param>
/// <param name="Id">The row's watch.</param>
/// <param name="CreatedAt">When it was made, in epoch milliseconds.</param>
/// <param name="Number">What it was ordered by, as a number.</param>
/// <param name="Label">What it was ordered by, as a text.</param>
internal sealed record ListCursor(ListSort Sort, bool IsReversed, WatchId Id, long CreatedAt, long Number, string? Label)
{
    private const int Longest = 20_000;

    /// <summary>The place after a row.</summary>
    public static ListCursor After(WatchSummary row, ListQuery query) => new(
        query.Sort, query.IsReversed, row.Id, row.CreatedAt,
        query.Sort switch
        {
            ListSort.Changed => row.LastChangedAt ?? 0,
            ListSort.Checked => row.LastCheckedAt ?? 0,
            ListSort.Paused => row.IsPaused ? 1 : 0,
            ListSort.Muted => row.IsMuted ? 1 : 0,
            _ => 0,
        },
        query.Sort is ListSort.Label ? row.Label : null);

    /// <summary>Reads what <see cref="ToString"/> wrote for a list of the same order.</summary>
    public static bool TryParse(string text, ListQuery query, [NotNullWhen(true)] out ListCursor? cursor)
    {
        cursor = null;
        if (text.Length > Longest || !Base64Url.IsValid(text))
            return false;
        try
        {
            cursor = JsonSerializer.Deserialize<ListCursor>(Base64Url.DecodeFromChars(text));
        }
        catch (JsonException)
        {
            return false;
        }

        return cursor is not null && cursor.Id != default && cursor.Sort == query.Sort && cursor.IsReversed == query.IsReversed;
    }

    /// <summary>A row in the same place.</summary>
    public WatchSummary ToRow() => new()
    {
        Id = Id,
        Revision = 0,
        Url = "",
        Link = "",
        Label = Label ?? "",
        CreatedAt = CreatedAt,
        Activity = WatchActivity.Idle,
        IsPaused = Sort is ListSort.Paused && Number == 1,
        IsMuted = Sort is ListSort.Muted && Number == 1,
        IsUnread = false,
        LastChangedAt = Sort is ListSort.Changed && Number > 0 ? Number : null,
        LastCheckedAt = Sort is ListSort.Checked && Number > 0 ? Number : null,
    };

    /// <inheritdoc/>
    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));
}
