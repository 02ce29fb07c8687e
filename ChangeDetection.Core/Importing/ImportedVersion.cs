namespace ChangeDetection.Core.Importing;

/// <summary>One version of a page.</summary>
/// <param name="at">When it was stored.</param>
/// <param name="fileName">The name of its file; several versions may share one.</param>
/// <param name="read">Reads the text.</param>
public sealed class ImportedVersion(DateTimeOffset at, string fileName, Func<CancellationToken, Task<string>> read)
{
    /// <summary>When it was stored, to the second.</summary>
    public DateTimeOffset At => at;

    /// <summary>The name of its file; several versions may share one, and then have the same text.</summary>
    public string FileName => fileName;

    /// <summary>Reads the text.</summary>
    /// <exception cref="ImportException">The file is damaged or larger than <see cref="ImportLimits.VersionBytes"/>.</exception>
    public Task<string> ReadTextAsync(CancellationToken cancellationToken) => read(cancellationToken);
}
