using System.Text;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Importing.Tables;
using ChangeDetection.Core.Watches;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Reads what a test wrote down.</summary>
internal static class AnImport
{
    public static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public static Task<ImportResult> OfAsync(string text, ImportFormat? format = null, string fileName = "", ColumnMapping? columns = null) =>
        OfAsync(Encoding.UTF8.GetBytes(text), format, fileName, columns);

    public static Task<ImportResult> OfAsync(byte[] bytes, ImportFormat? format = null, string fileName = "", ColumnMapping? columns = null) =>
        new ImportReader(Clock, WatchUrlRules.Standard).ReadAsync(new MemoryStream(bytes), fileName, new ImportOptions { Format = format, Columns = columns }, TestContext.Current.CancellationToken);

    public static Task<ImportResult> OfDirectoryAsync(string path) => new ImportReader(Clock, WatchUrlRules.Standard).ReadDirectoryAsync(path, TestContext.Current.CancellationToken);

    public static void Has(this ImportReport report, ImportSeverity severity, string place, string words) =>
        Assert.Contains(report.Notes, note => note.Severity == severity && note.Place == place && note.What.Contains(words, StringComparison.OrdinalIgnoreCase));

    public static async Task<List<(long At, string Text)>> VersionsAsync(this ImportedWatch watch, ImportReport? report = null)
    {
        var versions = new List<(long, string)>();
        await foreach (var version in watch.History.ReadAsync(report ?? new ImportReport(), TestContext.Current.CancellationToken))
            versions.Add((version.At.ToUnixTimeSeconds(), await version.ReadTextAsync(TestContext.Current.CancellationToken)));
        return versions;
    }
}
