using ChangeDetection.Core.Checks;

namespace ChangeDetection.Core.Extraction;

/// <summary>A page or a rule of the watch ends the check; the message names the cause and stands beside the watch.</summary>
public sealed class FilterException : Exception
{
    /// <summary>Creates the exception for a rule that cannot be understood.</summary>
    public FilterException(string message, Exception? cause = null)
        : this(CheckFailure.InvalidFilter, message, cause)
    {
    }

    /// <summary>Creates the exception with the failure it means.</summary>
    public FilterException(CheckFailure failure, string message, Exception? cause = null)
        : base(message, cause) => Failure = failure;

    /// <summary>How the check fails.</summary>
    public CheckFailure Failure { get; }
}
