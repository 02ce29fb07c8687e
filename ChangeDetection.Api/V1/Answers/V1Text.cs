using System.Text;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.V1.Answers;

/// <summary>An answer in plain text, which no browser takes for anything else, or in the HTML of a difference.</summary>
internal sealed class V1Text(int status, string text, string type = "text/plain") : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        response.ContentType = $"{type}; charset=utf-8";
        return response.WriteAsync(text, Encoding.UTF8, httpContext.RequestAborted);
    }
}
