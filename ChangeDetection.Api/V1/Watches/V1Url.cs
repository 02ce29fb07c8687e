using System.Diagnostics.CodeAnalysis;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Addresses as v1 admits them: those the product knows, without what it cannot express yet.</summary>
internal static class V1Url
{
    private static readonly string[] Templates = ["{{", "{%", "{#"];

    public static bool TryParse(string? input, [NotNullWhen(true)] out WatchUrl? url)
    {
        url = null;
        if (input is null || Templates.Any(mark => input.Contains(mark, StringComparison.Ordinal)))
            return false;
        return WatchUrl.TryParse(input, out url, out _);
    }
}
