namespace ChangeDetection.Core.Watches;

/// <summary>Limits of one host that differ from the global ones.</summary>
/// <param name="Host">The host as in an address, with its port when that is not the scheme's own, such as <c>intranet:8080</c>.</param>
/// <param name="MaxInFlight">How many checks of it may run at once; null follows the global limit.</param>
/// <param name="MinGapSeconds">Seconds between the starts of two checks; null follows the global gap.</param>
public sealed record HostRule(string Host, int? MaxInFlight = null, double? MinGapSeconds = null);
