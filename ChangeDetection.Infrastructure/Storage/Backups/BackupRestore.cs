using System.Data.Common;
using System.Text.Json;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Secrets;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>Puts a backup into the store: the whole file is checked first, then everything is written in one transaction, or nothing.</summary>
public sealed class BackupRestore
{
    private const int RowsPerReport = 1000;

    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly IOptions<BackupOptions> _options;

    private readonly WatchUrlRules _urls;

    internal BackupRestore(StoreContextFactory contexts, StoreWriter writer, IOptions<BackupOptions> options, WatchUrlRules urls) =>
        (_contexts, _writer, _options, _urls) = (contexts, writer, options, urls);

    /// <summary>Checks a backup to its last byte and changes nothing.</summary>
    /// <param name="file">The backup, seekable.</param>
    /// <param name="progress">Told from time to time; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="BackupRefusedException">It cannot be restored; the message says why.</exception>
    public Task<RestoreReport> VerifyAsync(Stream file, IProgress<BackupProgress>? progress, CancellationToken cancellationToken) =>
        WithWordsAsync(() => VerifyFileAsync(file, progress, cancellationToken));

    /// <summary>Checks a backup and puts it into the store.</summary>
    /// <param name="file">The backup, seekable.</param>
    /// <param name="mode">What may happen to what is there.</param>
    /// <param name="progress">Told from time to time; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the work; then nothing was changed.</param>
    /// <exception cref="BackupRefusedException">It cannot be restored; the message says why.</exception>
    public Task<RestoreReport> RestoreAsync(Stream file, RestoreMode mode, IProgress<BackupProgress>? progress, CancellationToken cancellationToken) =>
        WithWordsAsync(async () =>
        {
            var report = await VerifyFileAsync(file, progress, cancellationToken);
            await _writer.WriteAsync(
                async (transaction, cancel) =>
                {
                    await ReplaceAsync(transaction, file, mode, progress, cancel);
                    return true;
                },
                cancellationToken);
            return report;
        });

    private static async Task<RestoreReport> WithWordsAsync(Func<Task<RestoreReport>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw BackupFile.Refuse($"It is damaged, or no backup of ChangeDetection: {damage.Message}", damage);
        }
        catch (Exception conflict) when (conflict is DbException { } cause && IsConflict(cause))
        {
            throw BackupFile.Refuse($"Its rows do not fit together: {conflict.Message}", conflict);
        }
    }

    private static bool IsConflict(DbException failure) => failure switch
    {
        // https://sqlite.org/rescode.html#constraint; class 23 of PostgreSQL's codes is the same.
        SqliteException sqlite => sqlite.SqliteErrorCode == 19,
        PostgresException postgres => postgres.SqlState.StartsWith("23", StringComparison.Ordinal),
        _ => false,
    };

    private async Task<RestoreReport> VerifyFileAsync(Stream file, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var tables = BackupTable.Of(context);
        await using var backup = await OpenAsync(file, tables, cancellationToken);
        CheckSettings(await backup.ReadSettingsAsync(cancellationToken));
        var damaged = 0L;
        foreach (var table in tables)
        {
            var rows = 0L;
            Tell(progress, "verify", table, rows);
            await foreach (var row in backup.ReadRowsAsync(table, _urls, cancellationToken))
            {
                damaged += row is ContentRow content && !RowRules.IsWhole(content) ? 1 : 0;
                Tell(progress, "verify", table, ++rows);
            }
        }

        return new RestoreReport(backup.Manifest, backup.Manifest.RowsOf("watches.jsonl"), backup.Manifest.RowsOf("versions.jsonl"), damaged);
    }

    private Task<BackupFile> OpenAsync(Stream file, IReadOnlyList<BackupTable> tables, CancellationToken cancellationToken) =>
        BackupFile.OpenAsync(file, [BackupFormat.Settings, .. tables.Select(table => table.Entry)], _options.Value.LargestExpanded, cancellationToken);

    private static void CheckSettings(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.Keys.FirstOrDefault(name => name.StartsWith(StoreRows.Prefix, StringComparison.Ordinal)) is { } foreign)
            throw BackupFile.Refuse($"{BackupFormat.Settings} has '{foreign}', which belongs to the store itself and is in no backup.");
        if (settings.TryGetValue(GlobalSettingsStore.DocumentName, out var global) && RowRules.ProblemWithSettings(global) is { } problem)
            throw BackupFile.Refuse($"{BackupFormat.Settings} is wrong: {problem}.");
    }

    private async Task ReplaceAsync(StoreTransaction transaction, Stream file, RestoreMode mode, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var before = await transaction.ReadSettingsAsync(cancellationToken);
        var isEmpty = before.Groups.Count == 0 && !await context.Watches.AnyAsync(cancellationToken);
        if (mode is not RestoreMode.ReplaceAll && !isEmpty)
            throw BackupFile.Refuse("There are watches or groups already. Say that everything is to be replaced, or restore into an empty installation.");
        // A worker of before may come back with a result, and an order of before may come out of the queue: no number of theirs may ever be good again.
        var fence = 1 + Math.Max(transaction.Now, await LastNumberAsync(context, cancellationToken));
        var tables = BackupTable.Of(context);
        await using var backup = await OpenAsync(file, tables, cancellationToken);
        await ClearAsync(context, cancellationToken);
        await WriteSettingsAsync(context, await backup.ReadSettingsAsync(cancellationToken), before, cancellationToken);
        var revision = transaction.LastRevision;
        foreach (var table in tables)
        {
            var rows = 0L;
            Tell(progress, "restore", table, rows);
            await using var insert = new RowInsert(context, table);
            await foreach (var row in backup.ReadRowsAsync(table, _urls, cancellationToken))
            {
                if (row is WatchRow watch)
                {
                    (watch.Host, watch.Fence, watch.Job, watch.Revision) = (HostKey.Of(watch.Url), fence, fence, ++revision);
                    watch.Settings = context.Documents.Seal(watch.Settings);
                }

                if (row is not IconRow icon || RowRules.IsPicture(icon))
                    await insert.RunAsync(row, cancellationToken);
                Tell(progress, "restore", table, ++rows);
            }
        }

        await transaction.BeginAnewAsync(revision, cancellationToken);
    }

    private static async Task<long> LastNumberAsync(StoreContext context, CancellationToken cancellationToken) => Math.Max(
        await context.Watches.MaxAsync(row => (long?)row.Fence, cancellationToken) ?? 0,
        await context.Watches.MaxAsync(row => (long?)row.Job, cancellationToken) ?? 0);

    private static async Task ClearAsync(StoreContext context, CancellationToken cancellationToken)
    {
        await context.CheckLog.ExecuteDeleteAsync(cancellationToken);
        await context.SeenTexts.ExecuteDeleteAsync(cancellationToken);
        await context.Snapshots.ExecuteDeleteAsync(cancellationToken);
        await context.Contents.ExecuteDeleteAsync(cancellationToken);
        await context.Watches.ExecuteDeleteAsync(cancellationToken);
        await context.Icons.ExecuteDeleteAsync(cancellationToken);
        await context.RemovedWatches.ExecuteDeleteAsync(cancellationToken);
        await context.Settings.Where(row => !row.Name.StartsWith(StoreRows.Prefix)).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task WriteSettingsAsync(StoreContext context, IReadOnlyDictionary<string, string> settings, GlobalSettings before, CancellationToken cancellationToken)
    {
        settings.TryGetValue(GlobalSettingsStore.DocumentName, out var document);
        var global = document is null ? new GlobalSettings() : context.Documents.ReadGlobal(document);
        // An installation without a key would be open to nobody.
        if (document is null || global.ApiAccessToken.Length == 0)
            document = context.Documents.Write(global with { ApiAccessToken = before.ApiAccessToken }, document);
        await WriteSettingAsync(context, GlobalSettingsStore.DocumentName, context.Documents.Seal(document), cancellationToken);
        foreach (var (name, value) in settings.Where(one => one.Key != GlobalSettingsStore.DocumentName))
            await WriteSettingAsync(context, name, context.Documents.Seal(value), cancellationToken);
    }

    private static Task WriteSettingAsync(StoreContext context, string name, string value, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"INSERT INTO settings (name, value) VALUES ({name}, {value})", cancellationToken);

    private static void Tell(IProgress<BackupProgress>? progress, string step, BackupTable table, long rows)
    {
        if (rows % RowsPerReport == 0)
            progress?.Report(new BackupProgress(step, table.Entry, rows));
    }
}
