using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>A request's body, read and judged before any handler looks at it.</summary>
internal static class V1Body
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The most bytes of a body; a watch with every field at its limit needs less.</summary>
    public static IRequestSizeLimitMetadata Limit { get; } = new RequestSizeLimitAttribute(8 * 1024 * 1024);

    /// <summary>The body as JSON that keeps the rule, or the answer that refuses it.</summary>
    public static async Task<BodyReading> ReadAsync(HttpRequest request, Rule rule, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
            return Refuse($"body: Content for the following mimetype not found: {request.ContentType}. Valid mimetypes: ['application/json']");
        var reading = await ParseAsync(request, cancellationToken);
        if (reading is not BodyReading.Accepted accepted)
            return reading;
        var complaints = rule.Check("", accepted.Body).ToList();
        return complaints.Count == 0 ? accepted : Refuse(string.Join("; ", complaints));
    }

    private static async Task<BodyReading> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            Touch(document.RootElement);
            return new BodyReading.Accepted(document.RootElement.Clone());
        }
        catch (JsonException broken)
        {
            return Refuse($"body: Expecting valid JSON: {broken.Message}");
        }
        catch (InvalidOperationException)
        {
            // Escapes can spell texts that are no Unicode, in names and in values.
            return Refuse("body: Expecting valid JSON: a text has half of a surrogate pair");
        }
        catch (BadHttpRequestException broken)
        {
            return new BodyReading.Refused(V1Answer.Problem(broken.StatusCode, broken.Message));
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static BodyReading.Refused Refuse(string problem) =>
        new(V1Answer.Problem(StatusCodes.Status400BadRequest, $"Validation failed: {problem}"));

    /// <summary>Reads every text once, so that nobody further in has to expect broken ones.</summary>
    private static void Touch(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
            value.GetString();
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Touch(item);
        }

        if (value.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var member in value.EnumerateObject())
        {
            _ = member.Name;
            Touch(member.Value);
        }
    }
}
