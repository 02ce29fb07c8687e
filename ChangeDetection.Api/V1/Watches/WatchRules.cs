using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>What a create and an edit must keep beyond the shape of their fields; each rule gives its sentence or null.</summary>
internal static partial class WatchRules
{
    private static readonly string[] IntervalParts = ["weeks", "days", "hours", "minutes", "seconds"];

    /// <summary>The first problem that create and edit share, or null.</summary>
    public static string? ProblemIn(JsonElement body, IReadOnlyList<ProxyChoice> proxies) =>
        ProblemWithProxy(body, proxies) ?? ProblemWithInterval(body) ?? ProblemWithNotificationUrls(body);

    /// <summary>The first address of a body that no notification can go to, or null.</summary>
    public static string? ProblemWithNotificationUrls(JsonElement body)
    {
        if (!body.TryGetProperty("notification_urls", out var urls))
            return null;
        var bad = urls.EnumerateArray().Select(url => url.GetString()!).FirstOrDefault(url => !NotificationUrl.IsMatch(url.Trim()));
        return bad is null ? null : V1Messages.BadNotificationUrl(bad);
    }

    /// <summary>The problem with the address of an edit, or null when it is good or not there.</summary>
    public static string? ProblemWithUrl(JsonElement body, WatchUrlRules rules)
    {
        if (!body.TryGetProperty("url", out var url))
            return null;
        if (url.ValueKind is JsonValueKind.Null)
            return V1Messages.NullUrl;
        if (url.ValueKind is not JsonValueKind.String)
            return V1Messages.UrlNoText;
        if (string.IsNullOrWhiteSpace(url.GetString()))
            return V1Messages.BlankUrl;
        return V1Url.TryParse(url.GetString(), rules, out _) ? null : V1Messages.BadUrlOnEdit;
    }

    /// <summary>The first rule for the page's text that a check could not understand, among those this body brings; jq is left to the check.</summary>
    public static string? ProblemWithRules(JsonElement body, WatchSettings settings, TimeProvider clock) =>
        RuleValidation.Problems(settings, jq: null, clock).FirstOrDefault(problem => body.TryGetProperty(problem.Field, out _)) is { } first
            ? V1Messages.BadRule(first.Field, first.Index, first.Message)
            : null;

    private static string? ProblemWithProxy(JsonElement body, IReadOnlyList<ProxyChoice> proxies)
    {
        if (!IsText(body, "proxy") || body.GetProperty("proxy").GetString() is ProxyChoice.NoProxy)
            return null;
        return ProxyChoice.Find(body.GetProperty("proxy").GetString(), proxies) is null ? V1Messages.BadProxy([.. proxies.Select(ProxyChoice.KeyOf)]) : null;
    }

    /// <summary>Judges this body alone: without the switch in it, the global interval is taken to apply, whatever is stored.</summary>
    private static string? ProblemWithInterval(JsonElement body)
    {
        if (!body.TryGetProperty("time_between_check_use_default", out var useDefault) || useDefault.GetBoolean())
            return null;
        return body.TryGetProperty("time_between_check", out var interval) && IntervalParts.Any(part => IsPositive(interval, part)) ? null : V1Messages.NoInterval;
    }

    private static bool IsText(JsonElement body, string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString());

    private static bool IsPositive(JsonElement interval, string part) =>
        interval.TryGetProperty(part, out var value) && value.ValueKind is JsonValueKind.Number && value.GetInt64() > 0;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*://\S")]
    private static partial Regex NotificationUrl { get; }
}
