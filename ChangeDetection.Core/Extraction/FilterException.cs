namespace ChangeDetection.Core.Extraction;

/// <summary>A filter of the watch cannot be understood; the message names it and says what is wrong.</summary>
public sealed class FilterException : Exception
{
    /// <summary>Creates the exception with its message and cause.</summary>
    public FilterException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
