using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Watches;

/// <summary>Which members of a document of settings hold secrets: all text below a member of such a name is one, wherever it stands.</summary>
public static partial class SecretMembers
{
    // Values of headers: names stay readable. Browser steps and scripts type passwords into pages.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "headers", "body", "notification_urls", "proxy_url", "api_access_token", "rss_access_token", "optional_value", "webdriver_js_execute_code",
    };

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "config_key" };

    /// <summary>Whether the text below a member of this name is secret. Members that this version does not know are judged by what their names tell.</summary>
    public static bool IsSecret(string name) => Known.Contains(name) || (Telling.IsMatch(name) && !Harmless.Contains(name));

    /// <summary>Whether any text of the settings may be secret: a cheap look before a thorough one.</summary>
    public static bool MayBeIn(WatchSettings settings) =>
        settings.Headers.Count > 0 || !string.IsNullOrEmpty(settings.Body) || settings.NotificationUrls.Count > 0 || settings.BrowserSteps.Count > 0
        || !string.IsNullOrEmpty(settings.WebdriverJsExecuteCode) || settings.Unknown is { Count: > 0 };

    [GeneratedRegex("passw|pwd|secret|token|credential|cookie|authorization|auth$|auth_|api_?key|_key$|^key$", RegexOptions.IgnoreCase)]
    private static partial Regex Telling { get; }
}
