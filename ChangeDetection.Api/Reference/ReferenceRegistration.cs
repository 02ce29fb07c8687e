using ChangeDetection.Api.Reference.V1;
using ChangeDetection.Api.V1;
using Microsoft.OpenApi;

namespace ChangeDetection.Api.Reference;

/// <summary>Puts the documents that describe the APIs into the host.</summary>
internal static class ReferenceRegistration
{
    /// <summary>The name of the pages' own API, and of its document.</summary>
    public const string V2 = "v2";

    public static WebApplicationBuilder AddReference(this WebApplicationBuilder builder)
    {
        var version = typeof(ReferenceRegistration).Assembly.GetName().Version!.ToString(3);
        builder.Services.AddOpenApi(V2, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v2", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "ChangeDetection", Version = version, Description = "The API of the pages. Requests that change something must not come from another site's page." };
                // The same wherever it is served from.
                document.Servers = [new OpenApiServer { Url = "/" }];
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, _, _) =>
            {
                foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(IsList))
                    parameter.Required = false;
                return Task.CompletedTask;
            });
        });
        return builder;
    }

    public static WebApplication MapReference(this WebApplication app)
    {
        app.MapOpenApi("/api/{documentName:regex(^v2$)}/openapi.json").ExcludeFromDescription();
        app.MapGet(V1Registration.FullSpecPath, FullSpec).ExcludeFromDescription().AllowAnonymous();
        return app;
    }

    // A list that a query does not name is empty.
    private static bool IsList(OpenApiParameter parameter) => parameter is { In: ParameterLocation.Query, Schema.Type: JsonSchemaType.Array };

    /// <summary>The document of the compatible API; it holds nothing secret and needs no key.</summary>
    internal static IResult FullSpec(string? format) => format == "json"
        ? TypedResults.Text(V1Document.Json, "application/json; charset=utf-8")
        : TypedResults.Text(V1Document.Yaml, "application/yaml; charset=utf-8");
}
