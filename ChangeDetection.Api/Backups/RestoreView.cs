using ChangeDetection.Infrastructure.Storage.Backups;

namespace ChangeDetection.Api.Backups;

/// <summary>What a restore brought back.</summary>
/// <param name="Moment">When the backup was made.</param>
/// <param name="Version">The version of the product that made it.</param>
/// <param name="Watches">How many watches.</param>
/// <param name="Versions">How many stored versions.</param>
/// <param name="DamagedTexts">Texts that were damaged before the backup was made.</param>
public sealed record RestoreView(DateTimeOffset Moment, string Version, long Watches, long Versions, long DamagedTexts)
{
    /// <summary>The view of a restore.</summary>
    public static RestoreView From(RestoreReport report) => new(report.Manifest.Moment, report.Manifest.Version, report.Watches, report.Versions, report.DamagedTexts);
}
