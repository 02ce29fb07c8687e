namespace ChangeDetection.Infrastructure.Storage.History;

/// <summary>A stored version's bytes do not fit its hash; it is shown as damaged and never compared.</summary>
public sealed class DamagedContentException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public DamagedContentException(string message)
        : base(message)
    {
    }
}
