using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Rows;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>A finished check with its new version made ready to be stored, which takes longer than to store it and so is not done in the transaction.</summary>
/// <param name="Report">The check.</param>
/// <param name="Version">The new version; null when there is none.</param>
internal sealed record PackedReport(CheckReport Report, ContentRow? Version)
{
    public static PackedReport Of(CheckReport report) => new(report, report.Outcome is CheckOutcome.Changed changed ? Content.Pack(changed.Text) : null);
}
