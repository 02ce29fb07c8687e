using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChangeDetection.Api.Settings;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>The settings of a document: what it names is changed, what it does not name stays.</summary>
internal static partial class ConfigSettings
{
    // What the pages' REST calls otherwise than the store.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["interval"] = "time_between_check",
        ["schedule"] = "time_schedule_limit",
        ["timeZone"] = "scheduler_timezone_default",
        ["proxies"] = "extra_proxies",
    };

    /// <summary>The settings as they will be, and the fields that become others.</summary>
    public static (GlobalSettings After, IReadOnlyList<ConfigFieldChange> Changes) Read(JsonNode? section, GlobalSettings before, TimeProvider clock, ConfigProblems problems)
    {
        if (section is not JsonObject given)
        {
            problems.Add("settings", section is null ? null : "This must be a list of fields.");
            return (before, []);
        }

        var stored = ConfigFields.OfSettings(before);
        var document = JsonNode.Parse(WatchSettingsJson.Write(before))!.AsObject();
        var changes = new List<ConfigFieldChange>();
        foreach (var (field, value) in ConfigFields.Tidy(given))
        {
            if (!stored.ContainsKey(field))
                problems.Add($"settings.{field}", $"There is no setting '{field}'.");
            else if (ConfigEntries.Meant(field, value, stored, $"settings.{field}", problems) is var meant && !JsonNode.DeepEquals(meant, stored[field]))
            {
                document[field] = meant?.DeepClone();
                changes.Add(Describe(field, stored[field], meant));
            }
        }

        return (Judge(document, before, [.. changes.Select(change => change.Field)], clock, problems), changes);
    }

    private static ConfigFieldChange Describe(string field, JsonNode? before, JsonNode? after) => ConfigSecrets.Tokens.Contains(field)
        ? new ConfigFieldChange(field, ConfigSecrets.Mask, ConfigSecrets.Mask)
        : new ConfigFieldChange(field, ConfigSecrets.Hide(field, before), ConfigSecrets.Hide(field, after));

    private static GlobalSettings Judge(JsonObject document, GlobalSettings before, IReadOnlyCollection<string> changed, TimeProvider clock, ConfigProblems problems)
    {
        try
        {
            var after = WatchSettingsJson.ReadGlobal(document.ToJsonString());
            foreach (var problem in RuleValidation.Problems(after, clock).Where(problem => changed.Contains(problem.Field)))
                problems.Add($"settings.{problem.Field}", problem.Message);
            foreach (var (field, texts) in SettingsDrafts.Check(EditOf(after), after).ByField)
            {
                if (changed.FirstOrDefault(name => name == NameOf(field)) is { } name)
                    problems.Add($"settings.{name}", string.Join(' ', texts));
            }

            if (changed.Contains("api_access_token"))
                problems.Add("settings.api_access_token", Token.IsMatch(after.ApiAccessToken) ? null : "The API key has 32 hexadecimal digits in lower case.");
            if (changed.Contains("time_schedule_limit") && document["time_schedule_limit"] is { } windows)
                WatchSchema.Rules["time_schedule_limit"].Check("", ConfigRules.ToElement(windows)).ToList().ForEach(complaint => problems.Add($"settings.time_schedule_limit.{complaint.Path}".TrimEnd('.'), complaint.Message));
            return after;
        }
        catch (JsonException wrong)
        {
            problems.Add($"settings{wrong.Path?.TrimStart('$')}", "The value has the wrong type.");
            return before;
        }
    }

    private static EditSettings EditOf(GlobalSettings settings) =>
        JsonSerializer.Deserialize<EditSettings>(JsonSerializer.Serialize(WithoutGroups(SettingsView.From(settings, withSecrets: true)), JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

    private static SettingsView WithoutGroups(SettingsView view) => view with { Groups = [] };

    private static string NameOf(string field) =>
        Names.TryGetValue(field.Split('.')[0], out var name) ? name : JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Split('.')[0]);

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Token { get; }
}
