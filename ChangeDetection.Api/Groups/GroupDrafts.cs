using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Watches;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Groups;

/// <summary>Requests about groups: what is wrong with one, and what it makes of a group.</summary>
internal static class GroupDrafts
{
    private const int LongestTitle = 200;

    /// <summary>What is wrong with a request, by field.</summary>
    /// <param name="form">The request.</param>
    /// <param name="group">The group as it is.</param>
    /// <param name="global">The settings of the installation.</param>
    /// <param name="clock">Bounds the time spent on judging rules.</param>
    public static FieldProblems Check(GroupForm form, WatchGroup group, GlobalSettings global, TimeProvider clock)
    {
        var problems = new FieldProblems();
        if ((form.Title ?? group.Title).Trim().Length is 0 or > LongestTitle)
            problems.Add("title", $"A group's name has 1 to {LongestTitle} characters.");
        else if (global.Groups.Any(other => other.Id != group.Id && other.IsCalled(form.Title ?? group.Title)))
            problems.Add("title", "Another group has this name already.");
        if (!string.IsNullOrWhiteSpace(form.Colour) && !GroupColour.IsWellFormed(form.Colour.Trim()))
            problems.Add("colour", "A colour is written in hexadecimal digits, such as #4f8ef7.");
        if (form.Headers is { } lines)
        {
            HeaderLines.Read(lines, group.Settings.Headers, out var problem);
            problems.Add("headers", problem);
        }

        if (!string.IsNullOrWhiteSpace(form.Proxy) && form.Proxy.Trim() != group.Settings.Proxy)
            problems.Add("proxy", ProxyLines.ProblemWithChoice(form.Proxy.Trim(), global.ExtraProxies));
        foreach (var problem in RuleValidation.Problems(Apply(form, group).Settings, jq: null, clock))
            problems.Add(FieldName.Of(problem.Field), problem.Message);
        return problems;
    }

    /// <summary>The group after a sound request.</summary>
    public static WatchGroup Apply(GroupForm form, WatchGroup group) => group with
    {
        Title = form.Title?.Trim() ?? group.Title,
        Colour = form.Colour is null ? group.Colour : OrNull(form.Colour),
        UrlMatchPattern = form.UrlMatchPattern is null ? group.UrlMatchPattern : OrNull(form.UrlMatchPattern),
        IsMuted = form.IsMuted ?? group.IsMuted,
        OverridesWatch = form.OverridesWatch ?? group.OverridesWatch,
        TimeBetweenCheck = form.Interval is null ? group.TimeBetweenCheck : form.Interval.IsZero ? null : form.Interval.ToInterval(),
        Settings = Apply(form, group.Settings),
    };

    private static WatchSettings Apply(GroupForm form, WatchSettings settings) => settings with
    {
        // An interval that stands in two places would be two.
        TimeBetweenCheckUseDefault = form.Interval is not null || settings.TimeBetweenCheckUseDefault,
        Headers = form.Headers is { } lines ? HeaderLines.Read(lines, settings.Headers, out _) : settings.Headers,
        Proxy = form.Proxy is null ? settings.Proxy : OrNull(form.Proxy),
        IncludeFilters = Entries(form.IncludeFilters, settings.IncludeFilters),
        SubtractiveSelectors = Entries(form.SubtractiveSelectors, settings.SubtractiveSelectors),
        IgnoreText = Entries(form.IgnoreText, settings.IgnoreText),
        TriggerText = Entries(form.TriggerText, settings.TriggerText),
        TextShouldNotBePresent = Entries(form.TextShouldNotBePresent, settings.TextShouldNotBePresent),
        ExtractLinesContaining = Entries(form.ExtractLinesContaining, settings.ExtractLinesContaining),
        ExtractText = Entries(form.ExtractText, settings.ExtractText),
    };

    private static IReadOnlyList<string> Entries(IReadOnlyList<string>? lines, IReadOnlyList<string> before) => lines is null ? before : RulesView.Entries(lines);

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
