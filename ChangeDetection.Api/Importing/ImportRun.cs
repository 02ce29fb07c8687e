using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChangeDetection.Core.Importing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Importing;

namespace ChangeDetection.Api.Importing;

/// <summary>Stores an import and tells how far it is meanwhile.</summary>
internal sealed class ImportRun(StoreImport store)
{
    /// <summary>How far the import is, now and then, and at last what it came to. Who stops reading stops the import.</summary>
    public async IAsyncEnumerable<ImportEvent> RunAsync(
        ImportResult import, ImportChoices choices, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Only the newest matters to who reads slowly.
        var told = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var running = StoreAsync(import, choices, told.Writer, cancellationToken);
        await foreach (var progress in told.Reader.ReadAllAsync(cancellationToken))
            yield return new ImportEvent(progress.Done, progress.Total);
        yield return await running;
    }

    private async Task<ImportEvent> StoreAsync(ImportResult import, ImportChoices choices, ChannelWriter<ImportProgress> told, CancellationToken cancellationToken)
    {
        try
        {
            var summary = await store.RunAsync(import, choices, new Telling(told), cancellationToken);
            return new ImportEvent(import.Watches.Count, import.Watches.Count, ImportReportView.Of(import, summary, choices.IsDryRun));
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            return new ImportEvent(0, import.Watches.Count, null, problem);
        }
        finally
        {
            told.TryComplete();
        }
    }

    private static string? ProblemOf(Exception failure) =>
        failure is ImportException or TooManyGroupsException ? failure.Message : StoreTroubles.Of(failure) switch
        {
            StoreTrouble.Full => "There is no room left on the disk of the database. What was stored stays; send the file again when there is room.",
            StoreTrouble.Away => "The database is away. What was stored stays; send the file again when it is back.",
            _ => null,
        };

    private sealed class Telling(ChannelWriter<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.TryWrite(value);
    }
}
