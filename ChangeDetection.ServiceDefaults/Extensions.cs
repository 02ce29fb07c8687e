namespace ChangeDetection.ServiceDefaults;

/// <summary>What every host of the product shares: telemetry, health, resilience, discovery, Redis.</summary>
public static class Extensions
{
}
