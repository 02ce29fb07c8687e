using System.Text;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.V1.Answers;

/// <summary>An answer in plain text, which no browser takes for anything else.</summary>
internal sealed class V1Text(int status, string text) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text, Encoding.UTF8, httpContext.RequestAborted);
    }
}
