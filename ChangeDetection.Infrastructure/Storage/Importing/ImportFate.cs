namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>What became of a watch that was to be imported.</summary>
public enum ImportFate
{
    /// <summary>It is stored, or would be in a dry run.</summary>
    Added = 0,

    /// <summary>It was imported before, by its identity.</summary>
    AlreadyImported = 1,

    /// <summary>Its address is watched already.</summary>
    AddressKnown = 2,

    /// <summary>There are as many watches as there may be.</summary>
    OverLimit = 3,
}
