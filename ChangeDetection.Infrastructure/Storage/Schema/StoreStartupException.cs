namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>The store cannot be opened; the message tells the person who starts the program what to mend.</summary>
public sealed class StoreStartupException : Exception
{
    /// <summary>Creates the exception with its message and cause.</summary>
    public StoreStartupException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
