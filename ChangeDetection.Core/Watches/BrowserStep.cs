namespace ChangeDetection.Core.Watches;

/// <summary>One action of a browser before the text is read.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Selector">The element it is done to.</param>
/// <param name="OptionalValue">What is typed or waited for.</param>
public sealed record BrowserStep(string? Operation, string? Selector, string? OptionalValue);
