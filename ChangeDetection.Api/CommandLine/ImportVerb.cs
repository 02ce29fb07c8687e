using System.CommandLine;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Importing;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Importing;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.CommandLine;

/// <summary><c>import</c>: watches from the files of other products.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> Source = new("path") { Description = "A file, or the datastore directory of changedetection.io." };
    private static readonly Option<string?> Format = new("--format") { Description = $"What kind of file it is; found out when absent: {string.Join(", ", ImportFormatNames.All)}." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Store nothing, only tell what would be." };
    private static readonly Option<bool?> Settings = new("--settings") { Description = "Whether settings of the installation are taken over; by default they are when there is no watch here yet." };
    private static readonly Option<bool> KnownAddresses = new("--known-addresses") { Description = "Import addresses that are watched already all the same." };

    public static Command Make()
    {
        var verb = new Command("import", "Imports watches with their groups, settings and history. What was imported before stays as it is, so a broken import is simply run again.")
        {
            Source, Format, DryRun, Settings, KnownAddresses,
        };
        Format.AcceptOnlyFromAmong([.. ImportFormatNames.All]);
        verb.SetAction((parsed, cancellationToken) => StoreHost.RunAsync(isAlone: true, (services, cancel) => RunAsync(parsed, services, cancel), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            using var import = await ReadAsync(parsed, services.GetRequiredService<ImportReader>(), cancellationToken);
            var choices = new ImportChoices
            {
                IsDryRun = parsed.GetValue(DryRun),
                TakesSettings = parsed.GetValue(Settings),
                AllowsKnownAddresses = parsed.GetValue(KnownAddresses),
                MostWatches = services.GetRequiredService<IOptions<WatchLimitOptions>>().Value.Limit,
            };
            var summary = await services.GetRequiredService<StoreImport>().RunAsync(import, choices, new Telling(), cancellationToken);
            await TellAsync(import, summary, choices.IsDryRun);
            return 0;
        }
        catch (Exception failure) when (failure is ImportException or TooManyGroupsException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<ImportResult> ReadAsync(ParseResult parsed, ImportReader reader, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Source)!;
        if (Directory.Exists(path))
            return await reader.ReadDirectoryAsync(path, cancellationToken);
        if (!File.Exists(path))
            throw new ImportException($"There is neither a file nor a directory '{path}'.");
        ImportFormat? format = ImportFormatNames.TryParse(parsed.GetValue(Format), out var named) ? named : null;
        return await reader.ReadAsync(File.OpenRead(path), Path.GetFileName(path), new ImportOptions { Format = format }, cancellationToken);
    }

    private static async Task TellAsync(ImportResult import, ImportSummary summary, bool isDryRun)
    {
        foreach (var line in summary.Lines)
            await Console.Out.WriteLineAsync($"{WordOf(line.Fate),-14} {line.Id}  {line.Url}{(line.Versions > 0 ? $"  {line.Versions} versions" : "")}");
        foreach (var note in import.Report.Notes)
            await Console.Out.WriteLineAsync($"{WordOf(note.Severity),-14} {note.Place}: {note.What}{(note.Advice is { } advice ? $" {advice}" : "")}");
        if (import.Report.OnlyCounted > 0)
            await Console.Out.WriteLineAsync($"{import.Report.OnlyCounted} more notes");
        await Console.Out.WriteLineAsync(
            $"{(isDryRun ? "Would add" : "Added")} {summary.Count(ImportFate.Added)} watches with {summary.Versions} versions and {summary.GroupsAdded} groups; "
            + $"{summary.Count(ImportFate.AlreadyImported)} were imported before, {summary.Count(ImportFate.AddressKnown)} are watched already, {summary.Count(ImportFate.OverLimit)} over the limit."
            + (summary.TookSettings ? $" The settings of the installation {(isDryRun ? "would be" : "were")} taken over." : ""));
    }

    private static string WordOf(ImportFate fate) => fate switch
    {
        ImportFate.Added => "added",
        ImportFate.AlreadyImported => "there already",
        ImportFate.AddressKnown => "address known",
        _ => "over limit",
    };

    private static string WordOf(ImportSeverity severity) => severity switch
    {
        ImportSeverity.Refused => "refused",
        ImportSeverity.NotCarriedOver => "not carried",
        _ => "remark",
    };

    private sealed class Telling : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => Console.Error.WriteLine($"{value.Done} of {value.Total}");
    }
}
