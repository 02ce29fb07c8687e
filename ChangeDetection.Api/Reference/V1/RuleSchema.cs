using System.Text.Json.Nodes;
using ChangeDetection.Api.V1.Schema;

namespace ChangeDetection.Api.Reference.V1;

/// <summary>The rules of v1 bodies as JSON Schema.</summary>
internal static class RuleSchema
{
    /// <summary>The schema of a rule.</summary>
    public static JsonObject Of(Rule rule)
    {
        var schema = new JsonObject { ["type"] = rule.AllowsNull ? new JsonArray(rule.Type, "null") : rule.Type };
        switch (rule)
        {
            case TextRule text:
                AddText(schema, text);
                break;
            case IntegerRule integer:
                (schema["minimum"], schema["maximum"]) = (integer.Min, integer.Max);
                break;
            case NumberRule number:
                AddNumber(schema, number);
                break;
            case ListRule list:
                (schema["items"], schema["maxItems"]) = (Of(list.Item), list.MaxItems);
                break;
            case ObjectRule members:
                AddMembers(schema, members);
                break;
            case HeadersRule:
                schema["additionalProperties"] = new JsonObject { ["type"] = "string" };
                break;
            case BooleanRule:
                break;
            default:
                throw new NotSupportedException($"{rule.GetType().Name} has no schema yet: say here what it is.");
        }

        return schema;
    }

    private static void AddText(JsonObject schema, TextRule text)
    {
        if (text.OneOf.Count > 0)
            schema["enum"] = new JsonArray([.. text.OneOf.Select(one => (JsonNode)one)]);
        if (text.Pattern is { } pattern)
            schema["pattern"] = pattern.ToString();
        if (text.MaxLength is { } length)
            schema["maxLength"] = length;
    }

    private static void AddNumber(JsonObject schema, NumberRule number)
    {
        if (number.Min > double.MinValue)
            schema["minimum"] = number.Min;
        if (number.Max < double.MaxValue)
            schema["maximum"] = number.Max;
    }

    private static void AddMembers(JsonObject schema, ObjectRule members)
    {
        schema["properties"] = new JsonObject(members.Members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Of(member.Value))));
        if (members.Required.Count > 0)
            schema["required"] = new JsonArray([.. members.Required.Select(name => (JsonNode)name)]);
        if (!members.AllowsOthers)
            schema["additionalProperties"] = false;
    }
}
