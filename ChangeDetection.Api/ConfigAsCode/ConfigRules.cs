using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.Scheduling;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Judges the fields of a document as the API judges those of a request.</summary>
internal static class ConfigRules
{
    /// <summary>Notes what is wrong with the shape of fields.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="rules">The rules by field.</param>
    /// <param name="problems">What is wrong.</param>
    public static void CheckShape(ConfigEntry entry, IReadOnlyDictionary<string, Rule> rules, ConfigProblems problems)
    {
        // A default may be absent in a way that a request could not say.
        foreach (var field in entry.Judged.Where(rules.ContainsKey).Where(field => !JsonNode.DeepEquals(entry.Fields[field], ConfigFields.UsualWatch[field])))
        {
            foreach (var complaint in rules[field].Check("", ToElement(entry.Fields[field])))
                problems.Add(complaint.Path.Length == 0 ? $"{entry.Path}.{field}" : $"{entry.Path}.{field}.{complaint.Path}", $"{complaint.Message}.");
        }
    }

    /// <summary>The settings of an entry, and what is wrong with them.</summary>
    public static WatchSettings? Read(ConfigEntry entry, WatchSettings before, string? key, TimeProvider clock, ConfigProblems problems)
    {
        try
        {
            var settings = ConfigFields.Apply(before, entry.Fields, key);
            CheckMeaning(entry, settings, clock, problems);
            return settings;
        }
        catch (JsonException wrong)
        {
            problems.Add($"{entry.Path}{wrong.Path?.TrimStart('$')}", "The value has the wrong type.");
            return null;
        }
    }

    public static JsonElement ToElement(JsonNode? node) => JsonSerializer.SerializeToElement(node);

    private static void CheckMeaning(ConfigEntry entry, WatchSettings settings, TimeProvider clock, ConfigProblems problems)
    {
        bool IsJudged(string field) => entry.Judged.Contains(field);
        foreach (var problem in RuleValidation.Problems(settings, jq: null, clock).Where(problem => IsJudged(problem.Field)))
            problems.Add($"{entry.Path}.{problem.Field}", problem.Message);
        if (IsJudged("check_cron"))
            problems.Add($"{entry.Path}.check_cron", ScheduleChecks.ProblemWithCron(settings.CheckCron));
        if (IsJudged("notification_urls") && entry.Fields["notification_urls"] is JsonArray urls && urls.All(url => url?.GetValueKind() is JsonValueKind.String))
            problems.Add($"{entry.Path}.notification_urls", WatchRules.ProblemWithNotificationUrls(ToElement(new JsonObject { ["notification_urls"] = urls.DeepClone() })));
        if (IsJudged("time_between_check_use_default") || IsJudged("time_between_check"))
        {
            var isPaced = settings.TimeBetweenCheckUseDefault || settings.CheckCron is not null || settings.TimeBetweenCheck.ToTimeSpan() > TimeSpan.Zero;
            problems.Add($"{entry.Path}.time_between_check", isPaced ? null : "Give at least one of weeks, days, hours, minutes or seconds, or leave time_between_check_use_default out.");
        }
    }
}
