namespace ChangeDetection.Core.Checks;

/// <summary>How a check ended: a closed set.</summary>
public abstract record CheckOutcome
{
    private CheckOutcome()
    {
    }

    /// <summary>The text is the one accepted before, or differs only in what does not count.</summary>
    /// <param name="Checksum">The checksum accepted from now on.</param>
    public sealed record Unchanged(string Checksum) : CheckOutcome;

    /// <summary>The text differs from the one accepted before, or is the first one.</summary>
    /// <param name="Text">The version to store.</param>
    /// <param name="Checksum">Its checksum, lower-case hexadecimal MD5.</param>
    public sealed record Changed(string Text, string Checksum) : CheckOutcome;

    /// <summary>A rule of the watch keeps the page from counting; the checksum accepted before stays, so that the change counts once the rule lets it.</summary>
    /// <param name="Rule">The rule.</param>
    /// <param name="Detail">What a person reads.</param>
    public sealed record Blocked(BlockingRule Rule, string Detail) : CheckOutcome
    {
        /// <summary>The page's text: stored as the first version when there is none yet, else dropped.</summary>
        public string Text { get; init; } = "";
    }

    /// <summary>The page was not compared.</summary>
    /// <param name="Failure">The kind of failure.</param>
    /// <param name="Detail">What a person reads beside the watch.</param>
    public sealed record Failed(CheckFailure Failure, string Detail) : CheckOutcome;
}
