using ChangeDetection.Core.Icons;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.Icons;

/// <summary>An icon as an answer. It came from a stranger: whatever a browser thinks it is, it may do nothing.</summary>
internal static class IconAnswer
{
    private const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>The bytes of an icon, its name as their ETag.</summary>
    /// <param name="context">The request.</param>
    /// <param name="icon">The icon.</param>
    /// <param name="caching">How long the answer may be kept.</param>
    public static IResult Of(HttpContext context, SiteIcon icon, string caching)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = caching;
        return TypedResults.Bytes(icon.Bytes, icon.Type, entityTag: new EntityTagHeaderValue($"\"{icon.Id}\""));
    }
}
