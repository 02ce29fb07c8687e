using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Filtering.Conditions;

/// <summary>Judges a watch's conditions.</summary>
public static class ConditionJudge
{
    /// <summary>The first condition that keeps the text from counting, in words; null when it counts.</summary>
    public static string? Objection(IReadOnlyList<WatchCondition> conditions, string logic, ConditionFields fields)
    {
        var complete = conditions.Where(IsComplete).ToList();
        if (complete.Count == 0)
            return null;
        var isAny = string.Equals(logic, "ANY", StringComparison.OrdinalIgnoreCase);
        if (isAny)
            return complete.Any(condition => Holds(condition, fields)) ? null : "None of the conditions holds.";
        return complete.FirstOrDefault(condition => !Holds(condition, fields)) is { } failed
            ? $"The condition '{failed.Field} {failed.Operator} {failed.Value}' does not hold."
            : null;
    }

    /// <summary>Whether one condition holds; for trying a condition out before it is saved.</summary>
    /// <exception cref="Extraction.FilterException">The condition is wrong.</exception>
    public static bool Holds(WatchCondition condition, ConditionFields fields) =>
        ConditionOperators.Holds(condition.Operator, fields[condition.Field], condition.Value);

    /// <summary>Whether a condition is filled in; others are left out.</summary>
    public static bool IsComplete(WatchCondition condition) =>
        !string.IsNullOrWhiteSpace(condition.Field) && !string.IsNullOrWhiteSpace(condition.Operator) && !string.IsNullOrWhiteSpace(condition.Value)
        && condition.Field != "None" && condition.Operator != "None";
}
