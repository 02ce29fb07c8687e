using System.Text;
using System.Text.Json;
using ChangeDetection.Api.Security.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Configuration as code: read, planned, applied.</summary>
internal static class ConfigEndpoints
{
    private const string Yaml = "application/yaml";
    private const int LargestDocument = 32 << 20;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The routes.</summary>
    public static void MapConfigAsCode(this IEndpointRouteBuilder routes)
    {
        var config = routes.MapGroup("/api/v2/config").WithTags("Config").RequireAuthorization(Roles.Admin);
        config.MapGet("/", Get);
        config.MapPost("/plan", Plan).Accepts<string>(Yaml, "application/json");
        config.MapPost("/apply", Apply).Accepts<string>(Yaml, "application/json");
    }

    /// <summary>Settings, groups and watches as one document: YAML, or JSON when asked for by <c>format=json</c> or the header Accept.</summary>
    internal static async Task<Results<ContentHttpResult, ValidationProblem>> Get(string? format, bool? secrets, HttpRequest request, ConfigDocuments documents, CancellationToken cancellationToken)
    {
        if (format is not (null or "yaml" or "json"))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["format"] = ["Choose yaml or json."] });
        var document = await documents.ReadAsync(secrets is true, cancellationToken);
        var isJson = format == "json" || (format is null && request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase));
        return isJson ? TypedResults.Text(document.ToJsonString(Indented), "application/json", Encoding.UTF8) : TypedResults.Text(ConfigText.WriteYaml(document), Yaml, Encoding.UTF8);
    }

    /// <summary>What applying the document in the body would do; with <c>prune</c> also what it would delete. Changes nothing.</summary>
    internal static Task<Results<Ok<ConfigPlan>, ValidationProblem>> Plan(bool? prune, HttpContext context, ConfigDocuments documents, CancellationToken cancellationToken) =>
        AnswerAsync(context, document => documents.PlanAsync(document, prune is true, cancellationToken), cancellationToken);

    /// <summary>Applies the document in the body, all of it or nothing; with <c>prune</c> what its lists do not have is deleted.</summary>
    internal static Task<Results<Ok<ConfigPlan>, ValidationProblem>> Apply(bool? prune, HttpContext context, ConfigDocuments documents, CancellationToken cancellationToken) =>
        AnswerAsync(context, document => documents.ApplyAsync(document, prune is true, cancellationToken), cancellationToken);

    private static async Task<Results<Ok<ConfigPlan>, ValidationProblem>> AnswerAsync(HttpContext context, Func<ParsedConfig, Task<ConfigPlan>> work, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestDocument;
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            var isJson = context.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is true;
            return TypedResults.Ok(await work(isJson ? ConfigText.ReadJson(text) : ConfigText.ReadYaml(text)));
        }
        catch (ConfigRefusedException refused)
        {
            return TypedResults.ValidationProblem(refused.Problems, title: "The document cannot be applied; nothing was changed");
        }
    }
}
