using System.Text.RegularExpressions;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Where a sign-in leads back to: one of our own pages, and nothing else.</summary>
internal static partial class ReturnAddress
{
    /// <summary>The address relative to the root of the pages; the list of watches for everything that is no page of ours.</summary>
    public static string Read(string? given) => given is not null && Page().IsMatch(given) ? given[1..] : "";

    [GeneratedRegex(@"^/(groups(/[0-9A-Za-z-]+)?|queue|settings|users|account|import|backups|api|live-test|watches/[0-9A-Fa-f-]{36}/(edit|history))?(\?[^\\\s\x00-\x1F\x7F#]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Page();
}
