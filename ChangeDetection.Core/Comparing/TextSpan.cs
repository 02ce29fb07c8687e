namespace ChangeDetection.Core.Comparing;

/// <summary>A piece of a line and what became of it.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The piece.</param>
public readonly record struct TextSpan(DifferenceKind Kind, string Text);
