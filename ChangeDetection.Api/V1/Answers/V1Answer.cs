using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.V1.Answers;

/// <summary>An answer as v1 clients know it: one JSON value and a newline.</summary>
internal sealed class V1Answer : IResult
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly int _status;
    private readonly object? _value;

    private V1Answer(int status, object? value) => (_status, _value) = (status, value);

    /// <summary>What many successful changes answer.</summary>
    public static V1Answer Ok { get; } = new(StatusCodes.Status200OK, "OK");

    /// <summary>A change that leaves nothing to say.</summary>
    public static V1Answer Gone { get; } = new(StatusCodes.Status204NoContent, null);

    /// <summary>A value; a string becomes a bare JSON string.</summary>
    public static V1Answer Of(int status, object value) => new(status, value);

    /// <summary>The other shape of an error: an object with a message.</summary>
    public static V1Answer Problem(int status, string message) => new(status, new Dictionary<string, string> { ["message"] = message });

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        if (_value is null)
            return;
        response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(response.Body, _value, _value.GetType(), Json, httpContext.RequestAborted);
        await response.WriteAsync("\n", httpContext.RequestAborted);
    }
}
