using System.Globalization;
using System.Text.RegularExpressions;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>The folder of backups. A file appears in it under its name only when it is complete and on the disk.</summary>
public sealed partial class BackupFolder : IDisposable
{
    private const string Prefix = "changedetection-backup-";
    private const string Moments = "yyyyMMddHHmmss";
    private const string Unfinished = ".part";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private static readonly TimeSpan Closeness = TimeSpan.FromMinutes(1);

    private readonly BackupWriter _writer;
    private readonly BackupOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<BackupFolder> _logger;
    private readonly SemaphoreSlim _turn = new(1);

    internal BackupFolder(BackupWriter writer, StoreFacts store, IOptions<BackupOptions> options, TimeProvider clock, ILogger<BackupFolder> logger)
    {
        (_writer, _options, _clock, _logger) = (writer, options.Value, clock, logger);
        Location = Path.GetFullPath(_options.Directory is { Length: > 0 } directory ? directory : Path.Combine(store.Directory, "backups"));
    }

    /// <summary>The folder's full path.</summary>
    public string Location { get; }

    /// <summary>The file name of a backup made at a moment.</summary>
    public static string NameAt(DateTimeOffset moment) => $"{Prefix}{moment.UtcDateTime.ToString(Moments, CultureInfo.InvariantCulture)}.zip";

    /// <summary>The backups, newest first.</summary>
    public IReadOnlyList<StoredBackup> List() =>
        Directory.Exists(Location)
            ? [.. new DirectoryInfo(Location).EnumerateFiles($"{Prefix}*.zip").Where(file => file.LinkTarget is null).Select(Read).OfType<StoredBackup>().OrderByDescending(backup => backup.Name, StringComparer.Ordinal)]
            : [];

    /// <summary>When the newest backup was made; one that is from the future, as after a clock was put back, counts for nothing.</summary>
    public DateTimeOffset? LastMoment() => List().FirstOrDefault(backup => backup.Moment < _clock.GetUtcNow() + Closeness)?.Moment;

    /// <summary>Opens a backup of the list; null when none has the name.</summary>
    public FileStream? Open(string name) =>
        List().Any(backup => backup.Name == name) ? new FileStream(Path.Combine(Location, name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous) : null;

    /// <summary>Deletes a backup of the list; false when none has the name.</summary>
    public bool Delete(string name)
    {
        if (List().All(backup => backup.Name != name))
            return false;
        File.Delete(Path.Combine(Location, name));
        return true;
    }

    /// <summary>Makes a backup, and removes the oldest ones when there are more than are to be kept.</summary>
    /// <exception cref="IOException">The folder cannot be written; nothing was removed.</exception>
    public async Task<StoredBackup> MakeAsync(IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            PrivateFiles.MakeDirectory(Location);
            RemoveAbandoned();
            PrivateFiles.Tighten(Location, $"{Prefix}*.zip");
            var name = await WriteAsync(progress, cancellationToken);
            var made = List().First(backup => backup.Name == name);
            _logger.BackupMade(name, made.Bytes);
            Prune(name);
            return made;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A file in the folder for a backup that is still coming in; gone when it is closed.</summary>
    public FileStream Receive()
    {
        PrivateFiles.MakeDirectory(Location);
        return PrivateFiles.Create(Path.Combine(Location, $"upload-{Guid.NewGuid():N}{Unfinished}"), FileOptions.Asynchronous | FileOptions.DeleteOnClose);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<string> WriteAsync(IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        var part = Path.Combine(Location, $"{Guid.NewGuid():N}{Unfinished}");
        try
        {
            await using (var file = PrivateFiles.Create(part, FileOptions.Asynchronous))
            {
                await _writer.WriteAsync(file, progress, cancellationToken);
                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            return Rename(part);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // Two of one second: the later one takes a later name, so that the order of names stays that of making.
    private string Rename(string part)
    {
        var moment = _clock.GetUtcNow();
        var last = LastMoment();
        var name = NameAt(last >= moment - TimeSpan.FromSeconds(1) ? last.Value + TimeSpan.FromSeconds(1) : moment);
        File.Move(part, Path.Combine(Location, name), overwrite: false);
        return name;
    }

    private void Prune(string newest)
    {
        foreach (var old in List().Where(backup => backup.Name != newest).Skip(_options.Keep - 1))
        {
            File.Delete(Path.Combine(Location, old.Name));
            _logger.BackupRemoved(old.Name);
        }
    }

    // What a killed process left behind.
    private void RemoveAbandoned()
    {
        foreach (var file in new DirectoryInfo(Location).EnumerateFiles($"*{Unfinished}").Where(file => _clock.GetUtcNow() - file.LastWriteTimeUtc > Abandoned))
            file.Delete();
    }

    private static StoredBackup? Read(FileInfo file) =>
        Named.Match(file.Name) is { Success: true } match
        && DateTimeOffset.TryParseExact(match.Groups["moment"].ValueSpan, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new StoredBackup(file.Name, moment, file.Length)
            : null;

    [GeneratedRegex(@"^changedetection-backup-(?<moment>[0-9]{14})\.zip$")]
    private static partial Regex Named { get; }
}
