using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>Requests and answers as raw text, since v1 clients match on raw text.</summary>
internal static class RequestTexts
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task<(int Status, string Body)> PostTextAsync(this HttpClient http, string body, CancellationToken cancellationToken, string? contentType = "application/json") =>
        http.SendTextAsync(HttpMethod.Post, "/api/v1/watch", body, contentType, cancellationToken);

    public static Task<(int Status, string Body)> PutTextAsync(this HttpClient http, string uuid, string body, CancellationToken cancellationToken, string? contentType = "application/json") =>
        http.SendTextAsync(HttpMethod.Put, $"/api/v1/watch/{uuid}", body, contentType, cancellationToken);

    public static Task<(int Status, string Body)> GetTextAsync(this HttpClient http, string path, CancellationToken cancellationToken) =>
        http.SendTextAsync(HttpMethod.Get, path, null, null, cancellationToken);

    public static async Task<(int Status, string Body)> SendTextAsync(
        this HttpClient http, HttpMethod method, string path, string? body, string? contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>A bare JSON string and a newline.</summary>
    public static string Bare(string message) => $"{JsonSerializer.Serialize(message, Relaxed)}\n";

    /// <summary>An object with a message, and a newline.</summary>
    public static string Message(string message) => $"{{\"message\":{JsonSerializer.Serialize(message, Relaxed)}}}\n";
}
