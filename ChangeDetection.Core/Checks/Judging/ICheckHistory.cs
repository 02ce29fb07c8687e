using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>The stored versions of a watch, each part read only when a rule asks for it.</summary>
public interface ICheckHistory
{
    /// <summary>The text of the newest version; null when there is none.</summary>
    string? NewestText();

    /// <summary>The text last seen by a watch that counts only some kinds of change (<see cref="PageVerdict.SeenText"/>); null to use the newest version.</summary>
    string? LastSeenText();

    /// <summary>The texts of all versions, in any order.</summary>
    IEnumerable<string> Texts();

    /// <summary>The prices of a shop page since a moment, in any order.</summary>
    IEnumerable<PricePoint> PricesSince(DateTimeOffset since);
}
