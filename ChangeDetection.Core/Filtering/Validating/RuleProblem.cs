namespace ChangeDetection.Core.Filtering.Validating;

/// <summary>One thing in a watch's settings that cannot be understood.</summary>
/// <param name="Field">The field's name, as the v1 API knows it.</param>
/// <param name="Index">The entry's place in the field's list, from 0; 0 for a field that is no list.</param>
/// <param name="Message">What is wrong, with the place within the entry where that is known.</param>
public sealed record RuleProblem(string Field, int Index, string Message);
