using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.V1;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Notifications;
using ChangeDetection.Api.V1.Schema;

namespace ChangeDetection.Api.Reference.V1;

/// <summary>The OpenAPI document of the v1 API, made from its table of operations and the rules of its bodies.</summary>
internal static partial class V1Document
{
    private const string Uuid = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

    /// <summary>The bodies by the name of their schema.</summary>
    public static IReadOnlyDictionary<string, ObjectRule> Bodies { get; } = new Dictionary<string, ObjectRule>
    {
        ["CreateWatch"] = WatchSchema.Create,
        ["EditWatch"] = WatchSchema.Edit,
        ["CreateTag"] = TagSchema.Create,
        ["EditTag"] = TagSchema.Edit,
        ["NotificationUrls"] = V1NotificationEndpoints.Body,
    };

    /// <summary>The document.</summary>
    public static string Yaml { get; } = YamlText.Of(Make());

    /// <summary>The same as JSON, for the page that shows it.</summary>
    public static string Json { get; } = Make().ToJsonString();

    private static JsonObject Make() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "ChangeDetection, compatible API",
            ["version"] = "v1",
            ["description"] = "Every operation but this document needs the key of the settings page in the header x-api-key.",
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = V1Registration.BasePath }),
        ["security"] = new JsonArray(new JsonObject { ["ApiKey"] = new JsonArray() }),
        ["paths"] = new JsonObject(V1Operations.All.GroupBy(operation => operation.Path).Select(path => KeyValuePair.Create(path.Key, (JsonNode?)PathOf(path)))),
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject { ["ApiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = KeyAccess.HeaderName } },
            ["schemas"] = new JsonObject(Bodies.Select(body => KeyValuePair.Create(body.Key, (JsonNode?)RuleSchema.Of(body.Value)))),
        },
    };

    private static JsonObject PathOf(IEnumerable<V1Operation> operations) =>
        new(operations.Select(operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)OperationOf(operation))));

    private static JsonObject OperationOf(V1Operation operation)
    {
        var made = new JsonObject { ["tags"] = new JsonArray(operation.Tag), ["summary"] = operation.Summary };
        var parameters = new JsonArray([.. Names().Matches(operation.Path).Select(name => PathParameter(name.Groups[1].Value)), .. operation.Query.Select(QueryParameter)]);
        if (parameters.Count > 0)
            made["parameters"] = parameters;
        if (operation.Body is { } body)
            made["requestBody"] = BodyOf("application/json", new JsonObject { ["$ref"] = $"#/components/schemas/{body}" });
        if (operation.TakesLines)
            made["requestBody"] = BodyOf("text/plain", new JsonObject { ["type"] = "string", ["description"] = "One address a line." });
        made["responses"] = new JsonObject(operation.Answers.Append(WrongKey).Select(answer => KeyValuePair.Create(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)AnswerOf(answer))));
        return made;
    }

    private static V1Operation.Answer WrongKey => new(StatusCodes.Status403Forbidden, "The key is missing or wrong.", $"\"{V1Messages.WrongKey}\"");

    private static JsonNode PathParameter(string name) => new JsonObject
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = name == "uuid" ? new JsonObject { ["type"] = "string", ["pattern"] = Uuid } : new JsonObject { ["type"] = "string" },
    };

    private static JsonNode QueryParameter(V1Operation.Parameter parameter) => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = "query",
        ["description"] = parameter.Description,
        ["schema"] = new JsonObject { ["type"] = parameter.Type },
    };

    private static JsonObject BodyOf(string type, JsonObject schema) => new() { ["required"] = true, ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = schema } } };

    private static JsonObject AnswerOf(V1Operation.Answer answer)
    {
        var made = new JsonObject { ["description"] = answer.Description };
        if (answer.Example is { } example)
            made["content"] = new JsonObject { [answer.Type] = new JsonObject { ["example"] = JsonNode.Parse(example) } };
        else if (answer.Status is StatusCodes.Status200OK)
            made["content"] = new JsonObject { [answer.Type] = new JsonObject() };
        return made;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();
}
