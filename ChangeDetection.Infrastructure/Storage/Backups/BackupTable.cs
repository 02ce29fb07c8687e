using System.Collections.Immutable;
using System.Text.Json;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>A table as a file of a backup: which columns go into it. A column added to the table later goes into it by itself.</summary>
internal sealed class BackupTable
{
    /// <summary>Of a watch: what is in work, or is worked out anew. A restored watch waits for nothing, runs nowhere and is due when it was.</summary>
    private static readonly ImmutableHashSet<string> InWork =
    [
        nameof(WatchRow.Priority), nameof(WatchRow.Job), nameof(WatchRow.QueuedAt), nameof(WatchRow.LeaseOwner), nameof(WatchRow.CheckingSince),
        nameof(WatchRow.Fence), nameof(WatchRow.IsParked), nameof(WatchRow.Host), nameof(WatchRow.Revision),
    ];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private BackupTable(StoreContext context, string entry, Type rowType, ImmutableHashSet<string> leftOut)
    {
        var entity = context.Model.FindEntityType(rowType) ?? throw new InvalidOperationException($"{rowType.Name} is no table.");
        (Entry, RowType, Table) = (entry, rowType, entity.GetTableName()!);
        All = [.. entity.GetProperties().Select(property => new BackupColumn(property))];
        Kept = [.. All.Where(column => !leftOut.Contains(column.Property))];
    }

    /// <summary>The tables that a backup leaves out, with the reason.</summary>
    public static IReadOnlyDictionary<Type, string> LeftOut { get; } = new Dictionary<Type, string>
    {
        [typeof(SettingRow)] = "A file of its own.",
        [typeof(StoreStateRow)] = "A restored store counts anew.",
        [typeof(RemovedWatchRow)] = "Who follows a restored store starts afresh.",
        [typeof(WorkerRow)] = "Work in progress.",
        [typeof(HostRow)] = "Work in progress.",
        [typeof(SeatRow)] = "Work in progress.",
        [typeof(UserRow)] = "Who may come in is a matter of the installation, not of its watches.",
        [typeof(SessionRow)] = "Who may come in is a matter of the installation, not of its watches.",
        [typeof(ApiKeyRow)] = "Who may come in is a matter of the installation, not of its watches.",
        [typeof(ShareRow)] = "Who may come in is a matter of the installation, not of its watches.",
    };

    /// <summary>The name of its file.</summary>
    public string Entry { get; }

    public Type RowType { get; }
    public string Table { get; }

    /// <summary>Every column.</summary>
    public ImmutableArray<BackupColumn> All { get; }

    /// <summary>The columns that are in the file.</summary>
    public ImmutableArray<BackupColumn> Kept { get; }

    /// <summary>The tables of a backup; those that others point to stand before them.</summary>
    public static IReadOnlyList<BackupTable> Of(StoreContext context) =>
    [
        new(context, "icons.jsonl", typeof(IconRow), []),
        new(context, "watches.jsonl", typeof(WatchRow), InWork),
        new(context, "contents.jsonl", typeof(ContentRow), []),
        new(context, "versions.jsonl", typeof(SnapshotRow), []),
        new(context, "seen-texts.jsonl", typeof(SeenTextRow), []),
        new(context, "checks.jsonl", typeof(CheckLogRow), []),
    ];

    /// <summary>The row of a line.</summary>
    /// <exception cref="JsonException">The line is no row of the table.</exception>
    public object RowOf(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line, Strict);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            throw new JsonException("it is no object");
        var members = document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        if (members.Keys.Except(Kept.Select(column => column.Name)).FirstOrDefault() is { } unknown)
            throw new JsonException($"it has the unknown field '{unknown}'");
        var row = Activator.CreateInstance(RowType)!;
        foreach (var column in Kept)
            column.Set(row, members.TryGetValue(column.Name, out var member) ? member : null);
        return row;
    }

    /// <summary>The rows in the order of their keys, one after the other.</summary>
    public IAsyncEnumerable<object> ReadAsync(StoreContext context, CancellationToken cancellationToken) => RowType switch
    {
        var type when type == typeof(IconRow) => Rows(context.Icons, cancellationToken),
        var type when type == typeof(WatchRow) => Rows(context.Watches.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id), cancellationToken),
        var type when type == typeof(ContentRow) => Rows(context.Contents, cancellationToken),
        var type when type == typeof(SnapshotRow) => Rows(context.Snapshots.OrderBy(row => row.WatchId).ThenBy(row => row.Number), cancellationToken),
        var type when type == typeof(SeenTextRow) => Rows(context.SeenTexts, cancellationToken),
        _ => Rows(context.CheckLog, cancellationToken),
    };

    private static async IAsyncEnumerable<object> Rows<TRow>(IQueryable<TRow> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where TRow : class
    {
        await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return row;
    }
}
