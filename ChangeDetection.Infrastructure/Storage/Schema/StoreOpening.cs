using System.Data.Common;
using ChangeDetection.Infrastructure.Storage.Postgres;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Secrets;
using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>Brings the store to this version's schema before anything reads it, or says plainly why it cannot.</summary>
internal sealed class StoreOpening(StoreContextFactory contexts, ILogger<StoreOpening> logger)
{
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        MakeDirectory(contexts.Location.Directory);
        try
        {
            await OpenInTurnAsync(cancellationToken);
        }
        catch (Exception failure) when (OfTheDatabase(failure) is { } cause)
        {
            throw new StoreStartupException($"The store cannot be opened: {contexts.Location.Describe()}. {cause.Message}", failure);
        }

        logger.StoreOpened(contexts.Location.Describe());
    }

    private async Task OpenInTurnAsync(CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        await using var context = contexts.Create();
        await MigrateAsync(context, cancellationToken);
        await EnsureStateAsync(context, cancellationToken);
        TightenFiles();
        var hasKeys = contexts.Keys.Prepare();
        if (await AreSecretsLostAsync(context, hasKeys, cancellationToken))
            logger.KeysLost(contexts.Keys.Place);
    }

    // The installation's own settings always have secrets; a watch is asked only where no key is left at all.
    private static async Task<bool> AreSecretsLostAsync(StoreContext context, bool hasKeys, CancellationToken cancellationToken) =>
        (await GlobalSettingsStore.TryReadAsync(context, cancellationToken)).Settings is var global
        && (global.LostSecrets.Count > 0 || global.Groups.Any(group => group.Settings.LostSecrets.Count > 0)
            || (!hasKeys && await context.Watches.AnyAsync(row => row.Settings.StartsWith(SealedDocuments.Mark), cancellationToken)));

    private void TightenFiles()
    {
        var directory = contexts.Location.Directory;
        PrivateFiles.Tighten(directory, "*.lock");
        PrivateFiles.Tighten(Path.Combine(directory, "keys"), "*.xml");
        PrivateFiles.Tighten(Path.Combine(directory, "backups"), "*");
        if (!contexts.Location.IsPostgres && Path.GetFullPath(contexts.Location.Describe()) is var file)
            PrivateFiles.Tighten(Path.GetDirectoryName(file)!, $"{Path.GetFileName(file)}*");
    }

    // The database's own words are often wrapped into advice for programmers.
    private static DbException? OfTheDatabase(Exception? failure)
    {
        while (failure is not (null or DbException))
            failure = failure.InnerException;
        return (DbException?)failure;
    }

    private async Task MigrateAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var known = context.GetService<IMigrationsAssembly>().Migrations.Keys;
        var applied = (await ReadAppliedAsync(context, cancellationToken)).ToList();
        var foreign = applied.Except(known).Order(StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            throw new StoreStartupException(
                $"The store was written by a newer version of ChangeDetection ({contexts.Location.Describe()}, schema {foreign[^1]}; this version knows up to {known.Last()}). " +
                "Start that version, or restore a backup made before the upgrade. Nothing was changed.");
        }

        if (applied.Count == known.Count())
            return;
        logger.MigrationsApplying(known.Count() - applied.Count);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<IEnumerable<string>> ReadAppliedAsync(StoreContext context, CancellationToken cancellationToken) =>
        await context.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalDatabaseCreator>().ExistsAsync(cancellationToken)
            ? await context.Database.GetAppliedMigrationsAsync(cancellationToken)
            : [];

    private static async Task EnsureStateAsync(StoreContext context, CancellationToken cancellationToken)
    {
        if (await context.States.AnyAsync(cancellationToken))
            return;
        context.States.Add(new StoreStateRow { Epoch = Guid.NewGuid().ToString("N") });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>One process at a time brings the schema up to date; a lock that a killed process left in a SQLite file is removed, since its holder is gone.</summary>
    private async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (contexts.Location.IsPostgres)
            return await PostgresTurn.WaitAsync(contexts, cancellationToken);
        var turn = await ExclusiveFile.WaitAsync(Path.Combine(contexts.Location.Directory, "opening.lock"), cancellationToken);
        await using var context = contexts.Create();
        if (await context.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalDatabaseCreator>().ExistsAsync(cancellationToken))
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        return turn;
    }

    private static void MakeDirectory(string directory)
    {
        try
        {
            PrivateFiles.MakeDirectory(directory);
            var probe = Path.Combine(directory, $".write-test-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreStartupException(
                $"The data directory {directory} cannot be written: {failure.Message} Give this user the right to write there, or set Storage:Directory (environment DATASTORE_PATH) to another directory.",
                failure);
        }
    }
}
