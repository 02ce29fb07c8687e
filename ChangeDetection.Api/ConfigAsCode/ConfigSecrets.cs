using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChangeDetection.Api.Fetching;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>What a document shows in place of secrets. Sent back as shown, a secret stays as it is stored.</summary>
internal static partial class ConfigSecrets
{
    /// <summary>What stands for a secret.</summary>
    public const string Mask = SecretMask.Text;

    /// <summary>The settings that are secrets as a whole and open this installation; a document without secrets leaves them out.</summary>
    public static IReadOnlyList<string> Tokens { get; } = ["api_access_token", "rss_access_token"];

    /// <summary>The value of a field with its secrets masked.</summary>
    public static JsonNode? Hide(string field, JsonNode? value) => (field, value) switch
    {
        ("notification_urls", JsonArray urls) => new JsonArray([.. urls.Select(url => (JsonNode?)Scheme.Replace(Text(url), $"${{scheme}}{Mask}"))]),
        ("extra_proxies", JsonArray proxies) => new JsonArray([.. proxies.Select(HideProxy)]),
        ("headers", JsonObject headers) => new JsonObject(headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)HeaderLines.Shown(header.Key, Text(header.Value))))),
        ("body" or "webdriver_js_execute_code", JsonValue) => SecretMask.Of(Text(value), withSecrets: false),
        ("browser_steps", JsonArray steps) => new JsonArray([.. steps.Select(HideStep)]),
        _ => value?.DeepClone(),
    };

    /// <summary>Whether a mask stands anywhere in a field that may have secrets.</summary>
    public static bool HasMask(string field, JsonNode? value) =>
        field is "notification_urls" or "extra_proxies" or "headers" or "body" or "webdriver_js_execute_code" or "browser_steps" && value?.ToJsonString().Contains(Mask, StringComparison.Ordinal) is true;

    private static JsonNode? HideProxy(JsonNode? proxy)
    {
        var shown = proxy?.DeepClone();
        if (shown is JsonObject one)
            one["proxy_url"] = Password.Replace(Text(one["proxy_url"]), $"${{before}}{Mask}@");
        return shown;
    }

    private static JsonNode? HideStep(JsonNode? step)
    {
        var shown = step?.DeepClone();
        if (shown is JsonObject one && Text(one["optional_value"]).Length > 0)
            one["optional_value"] = Mask;
        return shown;
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*://).*$", RegexOptions.Singleline)]
    private static partial Regex Scheme { get; }

    [GeneratedRegex(@"^(?<before>[^/]*//[^:]*:).*@", RegexOptions.Singleline)]
    private static partial Regex Password { get; }
}
