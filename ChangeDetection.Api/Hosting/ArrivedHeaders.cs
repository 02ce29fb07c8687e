using Microsoft.AspNetCore.Http.Features;

namespace ChangeDetection.Api.Hosting;

/// <summary>The headers that proxies set or drop, as they arrived: what is believed of them is taken out of the request before an endpoint sees it.</summary>
/// <param name="Values">Their values by name, long ones cut.</param>
internal sealed record ArrivedHeaders(IReadOnlyDictionary<string, string> Values)
{
    private const int Longest = 200;

    private static readonly string[] Tellers = ["/connection", "/live-test"];

    /// <summary>Keeps them for the answers that tell them.</summary>
    public static Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is { } path && Tellers.Any(teller => path.Contains(teller, StringComparison.OrdinalIgnoreCase)))
            context.Features.Set(Of(context.Request.Headers));
        return next(context);
    }

    /// <summary>Those of a request whose answer tells them.</summary>
    public static ArrivedHeaders Of(HttpContext context) => context.Features.GetRequiredFeature<ArrivedHeaders>();

    private static ArrivedHeaders Of(IHeaderDictionary headers) =>
        new(headers.Where(header => IsOfInterest(header.Key)).ToDictionary(header => header.Key, header => Cut(header.Value.ToString()), StringComparer.OrdinalIgnoreCase));

    private static bool IsOfInterest(string name) =>
        name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.ToUpperInvariant() is "HOST" or "UPGRADE" or "CONNECTION" or "FORWARDED";

    private static string Cut(string value) => value.Length <= Longest ? value : value[..Longest];
}
