using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Importing;

/// <summary>An answer of one JSON value a line, each sent as soon as it is there.</summary>
/// <param name="values">The values.</param>
/// <param name="end">Runs when the last is sent or nobody listens any more.</param>
internal sealed class JsonLines<T>(IAsyncEnumerable<T> values, Action end) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        response.ContentType = "application/x-ndjson";
        response.Headers.CacheControl = "no-store";
        // Proxies that gather answers would show no progress.
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await foreach (var value in values.WithCancellation(cancel))
            {
                await JsonSerializer.SerializeAsync(response.Body, value, json, cancel);
                await response.WriteAsync("\n", cancel);
                await response.Body.FlushAsync(cancel);
            }
        }
        finally
        {
            end();
        }
    }
}
