namespace ChangeDetection.Infrastructure.Storage;

/// <summary>What keeps the store from its work and passes, without anything being broken.</summary>
public enum StoreTrouble
{
    /// <summary>The database cannot be reached or is busy; the same request may be served a moment later.</summary>
    Away = 1,

    /// <summary>There is no room left on its disk; what is stored can still be read.</summary>
    Full = 2,
}
