namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>The queue cannot be reached now. Nothing is lost: wishes stay in the store and are offered again.</summary>
public sealed class QueueUnavailableException : Exception
{
    /// <summary>Creates the exception with its cause.</summary>
    public QueueUnavailableException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
