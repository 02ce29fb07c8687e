namespace ChangeDetection.Tests.Faults;

/// <summary>A page that the origin served.</summary>
/// <param name="Page">The path.</param>
/// <param name="Version">Which version of it.</param>
/// <param name="At">When, by a monotonic clock.</param>
internal sealed record Serving(string Page, int Version, TimeSpan At);
