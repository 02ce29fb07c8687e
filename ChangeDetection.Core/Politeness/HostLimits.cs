using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Politeness;

/// <summary>How gently one host is treated, by all workers together.</summary>
/// <param name="MaxInFlight">How many checks of it may run at once.</param>
/// <param name="Gap">The time between the starts of two checks.</param>
public readonly record struct HostLimits(int MaxInFlight, TimeSpan Gap)
{
    /// <summary>The longest gap a person can set.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);

    /// <summary>The longest a host's own wish to be left alone is followed.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <summary>The limits of a host: its own where it has any, else the global ones. A host whose name is not known before the check has none.</summary>
    public static HostLimits Of(GlobalSettings global, string host)
    {
        if (host.Length == 0)
            return new HostLimits(int.MaxValue, TimeSpan.Zero);
        var own = global.HostRules.FirstOrDefault(rule => string.Equals(rule.Host, host, StringComparison.OrdinalIgnoreCase));
        return new HostLimits(Math.Max(1, own?.MaxInFlight ?? global.HostMaxInFlight), GapOf(own?.MinGapSeconds ?? global.HostMinGapSeconds));
    }

    private static TimeSpan GapOf(double seconds) =>
        double.IsNaN(seconds) ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestGap.TotalSeconds));
}
