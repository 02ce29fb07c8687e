namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>The one row that numbers all changes and keeps the totals; locked last in every writing transaction, so numbers follow commits.</summary>
internal sealed class StoreStateRow
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Made with the store; another value means another store.</summary>
    public required string Epoch { get; set; }

    public long Revision { get; set; }
    public int Watches { get; set; }
    public int Unread { get; set; }
    public int Errors { get; set; }
    public int Paused { get; set; }
    public int Queued { get; set; }
    public int Checking { get; set; }
}
