namespace ChangeDetection.Core.Checks;

/// <summary>The rules that can keep a change from counting. The numbers are stored and never change.</summary>
public enum BlockingRule
{
    /// <summary>None of the trigger texts is in the page.</summary>
    TriggerText = 1,

    /// <summary>A text that must be absent is in the page.</summary>
    TextShouldNotBePresent = 2,

    /// <summary>The conditions do not hold.</summary>
    Conditions = 3,
}
