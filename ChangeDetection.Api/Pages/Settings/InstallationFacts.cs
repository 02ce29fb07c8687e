namespace ChangeDetection.Api.Pages.Settings;

/// <summary>What the settings page tells about this installation.</summary>
/// <param name="IsOneProcess">Whether queue and workers live in this process.</param>
/// <param name="Location">Where data is, never with a password.</param>
/// <param name="Version">The product's version.</param>
internal sealed record InstallationFacts(bool IsOneProcess, string Location, string Version);
