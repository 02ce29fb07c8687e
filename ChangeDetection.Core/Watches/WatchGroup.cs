namespace ChangeDetection.Core.Watches;

/// <summary>A group of watches. A watch names the groups it belongs to in <see cref="WatchSettings.Tags"/>.</summary>
/// <param name="Id">The identity, a UUID as v1 knows it.</param>
/// <param name="Title">What people call it; unique, whatever its case.</param>
/// <param name="TimeBetweenCheck">How often pages of the group are checked that have no interval of their own; null follows the global interval.</param>
public sealed record WatchGroup(string Id, string Title, CheckInterval? TimeBetweenCheck = null)
{
    /// <summary>Whether a person or program means this group: by its identity, or by its title whatever the case.</summary>
    public bool IsCalled(string name) => Id == name || string.Equals(Title, name.Trim(), StringComparison.OrdinalIgnoreCase);
}
