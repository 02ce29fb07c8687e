namespace ChangeDetection.Core.Watches;

/// <summary>One condition that the extracted text must meet for a change to count.</summary>
/// <param name="Field">What is measured.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">What it is compared with.</param>
public sealed record WatchCondition(string Field, string Operator, string Value);
