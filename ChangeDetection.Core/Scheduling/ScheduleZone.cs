using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Scheduling;

/// <summary>Time zones as schedules name them.</summary>
public static partial class ScheduleZone
{
    /// <summary>Finds a zone by its IANA name, such as <c>Europe/Berlin</c>; white space round the name does not matter.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        // Zones are files: whatever is no name never gets as far as the file system.
        return name.Length <= 100 && name.Trim() is var trimmed && Name().IsMatch(trimmed) && TimeZoneInfo.TryFindSystemTimeZoneById(trimmed, out zone);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+/-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
