using System.Text;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>Recognises the pages by which bot checks take a page's place; none of them may become a version.</summary>
internal static class BlockPages
{
    private const int MaxLength = 100_000;

    // A title alone proves nothing, a marker alone stands on many good pages: both must be there.
    private static readonly (string Kind, string Title, string Marker)[] Known =
    [
        ("Cloudflare", "Just a moment...", "/cdn-cgi/challenge-platform/"),
        ("Cloudflare", "Just a moment...", "_cf_chl_opt"),
        ("Cloudflare", "Attention Required! | Cloudflare", "cf-error-details"),
        ("DDoS-Guard", "DDoS-Guard", "check.ddos-guard.net"),
        ("Amazon", "Robot Check", "/errors/validateCaptcha"),
        ("PerimeterX", "Access to this page has been denied", "px-captcha"),
        ("Akamai", "Access Denied", "errors.edgesuite.net"),
        ("Imperva", "", "_Incapsula_Resource?SWUDNSAI"),
        ("DataDome", "", "geo.captcha-delivery.com/captcha"),
    ];

    /// <summary>Whose bot check a page is; null when it is none.</summary>
    public static string? KindOf(string? title, ReadOnlySpan<byte> page)
    {
        if (page.Length > MaxLength)
            return null;
        foreach (var (kind, known, marker) in Known)
        {
            // A page without text of its own has no title either.
            if (known.Length == 0 ? !string.IsNullOrEmpty(title) : title?.StartsWith(known, StringComparison.Ordinal) != true)
                continue;
            if (page.IndexOf(Encoding.ASCII.GetBytes(marker)) >= 0)
                return kind;
        }

        return null;
    }
}
