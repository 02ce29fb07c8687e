namespace ChangeDetection.Core.Checks;

/// <summary>How a check ended: a closed set.</summary>
public abstract record CheckOutcome
{
    private CheckOutcome()
    {
    }

    /// <summary>The text is the one accepted before.</summary>
    public sealed record Unchanged(string Checksum) : CheckOutcome;

    /// <summary>The text differs from the one accepted before, or is the first one.</summary>
    /// <param name="Text">The version to store.</param>
    /// <param name="Checksum">Its checksum, lower-case hexadecimal MD5.</param>
    public sealed record Changed(string Text, string Checksum) : CheckOutcome;

    /// <summary>The page was not compared.</summary>
    /// <param name="Failure">The kind of failure.</param>
    /// <param name="Detail">What a person reads beside the watch.</param>
    public sealed record Failed(CheckFailure Failure, string Detail) : CheckOutcome;
}
