using System.Security.Cryptography;
using System.Text;
using ChangeDetection.Core.Watches;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.Watches;

/// <summary>The version of what people set on a watch, as an ETag. Checks do not change it, so an edit is refused only when another edit came between.</summary>
internal static class WatchVersion
{
    private const int Bytes = 16;

    /// <summary>The ETag of a watch.</summary>
    public static string Of(Watch watch)
    {
        var text = $"{watch.Url}\n{watch.IsPaused}\n{watch.IsMuted}\n{WatchSettingsJson.Write(watch.Settings)}";
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes))}\"";
    }

    /// <summary>Whether a request may change the watch: it names no version, or this one.</summary>
    public static bool IsWanted(HttpRequest request, Watch watch)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        return wanted.Count == 0 || wanted.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == Of(watch));
    }
}
