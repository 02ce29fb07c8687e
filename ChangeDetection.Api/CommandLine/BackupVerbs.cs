using System.CommandLine;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Schema;

namespace ChangeDetection.Api.CommandLine;

/// <summary><c>backup</c>, <c>export</c> and <c>restore</c>: everything as one file, and back.</summary>
internal static class BackupVerbs
{
    private static readonly Argument<string> Target = new("file") { Description = "The file to write; it must not exist." };
    private static readonly Argument<string> Source = new("file") { Description = "A backup." };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Delete everything that is there and put the backup in its place." };

    /// <summary>Makes a backup in the folder of backups.</summary>
    public static Command Backup()
    {
        var verb = new Command("backup", "Makes a backup in the folder of backups, while the server runs or not, and prints its name.");
        verb.SetAction((_, cancellationToken) => StoreHost.RunAsync(isAlone: false, BackupAsync, cancellationToken));
        return verb;
    }

    /// <summary>Writes a backup to a file.</summary>
    public static Command Export()
    {
        var verb = new Command("export", "Writes settings, groups, watches and their whole history into one file, while the server runs or not.") { Target };
        verb.SetAction((parsed, cancellationToken) => StoreHost.RunAsync(isAlone: false, (services, cancel) => ExportAsync(parsed, services, cancel), cancellationToken));
        return verb;
    }

    /// <summary>Puts a backup into the store.</summary>
    public static Command Restore()
    {
        var verb = new Command("restore", "Verifies a backup and puts it into the store: all of it or nothing.") { Source, Replace };
        verb.SetAction((parsed, cancellationToken) => StoreHost.RunAsync(isAlone: true, (services, cancel) => RestoreAsync(parsed, services, cancel), cancellationToken));
        return verb;
    }

    private static async Task<int> BackupAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var folder = services.GetRequiredService<BackupFolder>();
        var made = await folder.MakeAsync(progress: null, cancellationToken);
        await Console.Out.WriteLineAsync($"{Path.Combine(folder.Location, made.Name)} ({made.Bytes} bytes)");
        return 0;
    }

    private static async Task<int> ExportAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Target)!;
        try
        {
            await using var file = PrivateFiles.Create(path, FileOptions.Asynchronous);
            var manifest = await services.GetRequiredService<BackupWriter>().WriteAsync(file, progress: null, cancellationToken);
            file.Flush(flushToDisk: true);
            await Console.Out.WriteLineAsync($"{path}: everything as it was at {manifest.Moment:u}");
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be written: {failure.Message}");
            return 1;
        }
    }

    private static async Task<int> RestoreAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Source)!;
        try
        {
            await using var file = File.OpenRead(path);
            var report = await services.GetRequiredService<BackupRestore>()
                .RestoreAsync(file, parsed.GetValue(Replace) ? RestoreMode.ReplaceAll : RestoreMode.IntoEmpty, progress: null, cancellationToken);
            await Console.Out.WriteLineAsync($"Restored {report.Watches} watches with {report.Versions} versions, as they were at {report.Manifest.Moment:u}.");
            return 0;
        }
        catch (Exception failure) when (failure is BackupRefusedException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be restored; nothing was changed. {failure.Message}");
            return 1;
        }
    }
}
