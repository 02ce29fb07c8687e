namespace ChangeDetection.Core.Comparing;

/// <summary>One line of a difference.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The line without its end.</param>
public sealed record DifferenceLine(DifferenceKind Kind, string Text);
