using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Extraction.Selecting;
using ChangeDetection.Core.Filtering.Conditions;
using ChangeDetection.Core.Restock;
using ChangeDetection.Core.Watches;
using Newtonsoft.Json.Linq;

namespace ChangeDetection.Core.Filtering.Validating;

/// <summary>Finds everything in a watch's rules that a check could not understand; asked when a watch is saved, so that no check fails for it.</summary>
public static class RuleValidation
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The problems of a watch's settings; empty when there is none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="jq">Runs jq programs, which alone can judge their syntax; null to leave that to the check.</param>
    /// <param name="clock">Bounds the time that is spent.</param>
    public static IReadOnlyList<RuleProblem> Problems(WatchSettings settings, IJq? jq, TimeProvider clock)
    {
        var deadline = new CheckDeadline(clock, Limit);
        var restock = RestockSettings.Of(settings);
        return
        [
            .. OfList("include_filters", settings.IncludeFilters, entry => CheckFilter(entry, jq, deadline)),
            .. OfList("subtractive_selectors", settings.SubtractiveSelectors, entry => CheckSelector(entry, deadline)),
            .. OfList("ignore_text", settings.IgnoreText, CheckPattern),
            .. OfList("trigger_text", settings.TriggerText, CheckPattern),
            .. OfList("text_should_not_be_present", settings.TextShouldNotBePresent, CheckPattern),
            .. OfList("extract_text", settings.ExtractText, CheckPattern),
            .. OfList("conditions", settings.Conditions, CheckCondition),
            .. OfList("conditions_match_logic", [settings.ConditionsMatchLogic], CheckLogic),
            .. OfList("processor_config_restock_diff", [restock.PriceSelector, restock.StockSelector], entry => CheckSelector(entry ?? "", deadline)),
        ];
    }

    /// <summary>The problems of the rules that count for all watches.</summary>
    public static IReadOnlyList<RuleProblem> Problems(GlobalSettings settings, TimeProvider clock)
    {
        var deadline = new CheckDeadline(clock, Limit);
        return
        [
            .. OfList("global_ignore_text", settings.GlobalIgnoreText, CheckPattern),
            .. OfList("global_subtractive_selectors", settings.GlobalSubtractiveSelectors, entry => CheckSelector(entry, deadline)),
        ];
    }

    private static IEnumerable<RuleProblem> OfList<T>(string field, IReadOnlyList<T> entries, Action<T> check)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            if (ProblemOf(entries[index], check) is { } message)
                yield return new RuleProblem(field, index, message);
        }
    }

    private static string? ProblemOf<T>(T entry, Action<T> check)
    {
        try
        {
            check(entry);
            return null;
        }
        catch (FilterException wrong) when (wrong.Failure == CheckFailure.Unsupported)
        {
            // This machine cannot judge it, another one may run it.
            return null;
        }
        catch (FilterException wrong)
        {
            return wrong.Message;
        }
    }

    private static void CheckPattern(string entry) => TextPattern.Parse(entry);

    private static void CheckSelector(string entry, CheckDeadline deadline)
    {
        if (string.IsNullOrWhiteSpace(entry))
            return;
        var filter = PageFilter.Parse(entry);
        if (filter.IsForJson)
            throw new FilterException($"'{entry}' must be a CSS or XPath selector.");
        CheckFilter(filter, null, deadline);
    }

    private static void CheckFilter(string entry, IJq? jq, CheckDeadline deadline)
    {
        if (!string.IsNullOrWhiteSpace(entry))
            CheckFilter(PageFilter.Parse(entry), jq, deadline);
    }

    private static void CheckFilter(PageFilter filter, IJq? jq, CheckDeadline deadline)
    {
        switch (filter.Kind)
        {
            case FilterKind.Css:
                CssParts.Parse(filter.Expression);
                break;
            case FilterKind.XPath:
                XPath2Parts.Validate(filter.Expression, deadline);
                break;
            case FilterKind.XPath1:
                XPathParts.Validate1(filter.Expression, deadline);
                break;
            case FilterKind.JsonPath:
                JsonPathValues.Select(new JObject(), filter.Expression, deadline);
                break;
            default:
                CheckJq(filter, jq);
                break;
        }
    }

    private static void CheckJq(PageFilter filter, IJq? jq)
    {
        if (JqWords.FirstRefused(filter.Expression) is { } refused)
            throw new FilterException($"'{refused.Word}' at position {refused.Position + 1} cannot be used in a jq filter.");
        // Compiled, and then given nothing to do: whatever it would make of a document is not asked here.
        jq?.Run($"empty | ({filter.Expression}\n)", "null", isRaw: false);
    }

    private static void CheckCondition(WatchCondition condition)
    {
        if (!ConditionJudge.IsComplete(condition))
            return;
        if (!ConditionFields.Names.Contains(condition.Field))
            throw new FilterException($"'{condition.Field}' is not a condition's field; use one of: {string.Join(", ", ConditionFields.Names)}.");
        if (!ConditionOperators.Names.Contains(condition.Operator))
            throw new FilterException($"'{condition.Operator}' is not a condition's operator; use one of: {string.Join(", ", ConditionOperators.Names)}.");
        if (ConditionOperators.NeedsNumber(condition.Operator) && ConditionOperators.Number(condition.Value) is null)
            throw new FilterException($"'{condition.Value}' is not a number; '{condition.Operator}' needs one.");
        if (condition.Operator.EndsWith("contains_regex", StringComparison.Ordinal))
            ConditionOperators.Pattern(condition.Value);
    }

    private static void CheckLogic(string logic)
    {
        if (!string.Equals(logic, "ALL", StringComparison.OrdinalIgnoreCase) && !string.Equals(logic, "ANY", StringComparison.OrdinalIgnoreCase))
            throw new FilterException($"'{logic}' is not ALL or ANY.");
    }
}
