namespace ChangeDetection.Core.Importing;

/// <summary>What an import found. Histories and icons can be read until it is disposed.</summary>
public sealed class ImportResult : IDisposable
{
    private readonly IDisposable? _source;

    internal ImportResult(ImportFormat format, ImportReport report, IDisposable? source = null) => (Format, Report, _source) = (format, report, source);

    /// <summary>The format that was read.</summary>
    public ImportFormat Format { get; }

    /// <summary>What a person should know. Reading a history adds to it only when it is handed there again.</summary>
    public ImportReport Report { get; }

    /// <summary>The watches, in the order of the source.</summary>
    public IReadOnlyList<ImportedWatch> Watches { get; internal init; } = [];

    /// <summary>The groups that the source describes; those it only names stand in <see cref="ImportedWatch.GroupTitles"/>.</summary>
    public IReadOnlyList<ImportedGroup> Groups { get; internal init; } = [];

    /// <summary>The settings of the whole installation; null when the source has none.</summary>
    public ImportedSettings? Settings { get; internal init; }

    /// <inheritdoc/>
    public void Dispose() => _source?.Dispose();
}
