namespace ChangeDetection.Core.Importing;

/// <summary>The icon of a site.</summary>
/// <param name="fileName">The name of its file.</param>
/// <param name="read">Reads the bytes.</param>
public sealed class ImportedIcon(string fileName, Func<CancellationToken, Task<byte[]>> read)
{
    /// <summary>The name of its file, such as <c>favicon.ico</c>. Its ending says little about the bytes: judge them before showing them to anybody.</summary>
    public string FileName => fileName;

    /// <summary>Reads the bytes, at most <see cref="ImportLimits.IconBytes"/>.</summary>
    /// <exception cref="ImportException">The file is damaged or larger.</exception>
    public Task<byte[]> ReadAsync(CancellationToken cancellationToken) => read(cancellationToken);
}
