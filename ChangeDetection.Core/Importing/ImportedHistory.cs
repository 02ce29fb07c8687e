namespace ChangeDetection.Core.Importing;

/// <summary>The versions of a watch. They are found and read one after the other, when asked for, since all of them may not fit into memory.</summary>
public abstract class ImportedHistory
{
    /// <summary>No versions.</summary>
    public static ImportedHistory None { get; } = new Nothing();

    /// <summary>The versions, oldest first, no two of one moment. What cannot be carried over is noted.</summary>
    /// <exception cref="ObjectDisposedException">The result of the import was disposed.</exception>
    public abstract IAsyncEnumerable<ImportedVersion> ReadAsync(ImportReport report, CancellationToken cancellationToken);

    private sealed class Nothing : ImportedHistory
    {
        public override IAsyncEnumerable<ImportedVersion> ReadAsync(ImportReport report, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ImportedVersion>();
    }
}
