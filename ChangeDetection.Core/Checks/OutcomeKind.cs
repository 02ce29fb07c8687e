namespace ChangeDetection.Core.Checks;

/// <summary>The kinds of <see cref="CheckOutcome"/>. The numbers are stored and never change.</summary>
public enum OutcomeKind
{
    /// <summary>Nothing that counts is different.</summary>
    Unchanged = 1,

    /// <summary>A version was stored.</summary>
    Changed = 2,

    /// <summary>A rule kept the page from counting.</summary>
    Blocked = 3,

    /// <summary>The page was not compared.</summary>
    Failed = 4,
}
