using System.Diagnostics.CodeAnalysis;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Addresses as v1 admits them: those the product knows.</summary>
internal static class V1Url
{
    public static bool TryParse(string? input, [NotNullWhen(true)] out WatchUrl? url)
    {
        url = null;
        return input is not null && WatchUrl.TryParse(input, out url, out _);
    }
}
