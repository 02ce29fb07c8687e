using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Groups;
using ChangeDetection.Api.Scheduling;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>What is wrong with a request about a watch, by field. Only what the request names is judged.</summary>
internal static class WatchChecks
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];

    public static FieldProblems Check(WatchForm form, WatchDraft before, GlobalSettings global, WatchUrlRules rules, TimeProvider clock)
    {
        var problems = CheckRules(form, clock);
        if (form.Url is not null || before.Url.Length == 0)
            problems.Add("url", WatchUrl.TryParse(form.Url, clock, rules, out _, out var problem) ? null : problem);
        var after = WatchDrafts.Apply(form, before, global.Groups).Settings;
        if (form.Groups is { } groups)
        {
            GroupLines.Identities(groups, global.Groups, out var unknown);
            problems.Add("groups", unknown);
        }

        CheckTiming(form, before.Settings, after, clock.GetUtcNow(), problems);
        CheckRequest(form, before.Settings, after, global, problems);
        return problems;
    }

    /// <summary>What is wrong with the rules alone.</summary>
    public static FieldProblems CheckRules(WatchForm form, TimeProvider clock)
    {
        var problems = new FieldProblems();
        var rules = WatchDrafts.Apply(form, WatchDrafts.Blank, []).Settings;
        foreach (var problem in RuleValidation.Problems(rules, jq: null, clock))
            problems.Add(FieldName.Of(problem.Field), problem.Message);
        return problems;
    }

    private static void CheckTiming(WatchForm form, WatchSettings before, WatchSettings after, DateTimeOffset now, FieldProblems problems)
    {
        var isPaced = after.TimeBetweenCheckUseDefault || after.CheckCron is not null || after.TimeBetweenCheck.ToTimeSpan() > TimeSpan.Zero;
        if (!isPaced && (form.UsesDefaultInterval is not null || form.Interval is not null || form.CheckCron is not null))
            problems.Add("interval", "At least one time interval (weeks, days, hours, minutes, or seconds) must be specified when not using global settings.");
        problems.Add("checkCron", ScheduleChecks.ProblemWithCron(form.CheckCron));
        if (form.Schedule is { } schedule)
            ScheduleChecks.Check(schedule, "schedule", problems);
        if (form.SnoozedUntil is { } snoozed)
            problems.Add("snoozedUntil", Snooze.ProblemOf(snoozed, before.SnoozedUntil, now));
    }

    private static void CheckRequest(WatchForm form, WatchSettings before, WatchSettings after, GlobalSettings global, FieldProblems problems)
    {
        if (form.Method is not null && !Methods.Contains(after.Method) && after.Method != before.Method)
            problems.Add("method", "Choose GET, POST, PUT or DELETE.");
        if ((form.Method is not null || form.Body is not null) && after is { Method: "GET", Body: not null })
            problems.Add("body", "A GET request has no body: choose POST or PUT as its method, or empty the body.");
        problems.Add("body", SecretMask.ProblemWith(form.Body, before.Body));
        if (form.Headers is { } lines)
        {
            HeaderLines.Read(lines, before.Headers, out var problem);
            problems.Add("headers", problem);
        }

        if (form.Proxy is not null && after.Proxy != before.Proxy)
            problems.Add("proxy", ProxyLines.ProblemWithChoice(after.Proxy, global.ExtraProxies));
    }
}
