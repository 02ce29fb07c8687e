using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;

namespace ChangeDetection.Api.V1.Import;

/// <summary>The fields of a watch in the query of an import, each text read as what the field's rule wants (peer behaviour, section 1.14).</summary>
internal static class ImportFields
{
    private static readonly string[] Own = ["tag", "tag_uuids", "dedupe", "proxy", "url"];
    private static readonly string[] Processors = ["text_json_diff", "restock_diff"];

    /// <summary>The fields as a body of a create without its address; or the first problem.</summary>
    public static JsonObject? Read(IQueryCollection query, out string? problem)
    {
        var body = new JsonObject();
        problem = null;
        foreach (var (name, values) in query.Where(parameter => !Own.Contains(parameter.Key)))
        {
            if (!WatchSchema.Rules.TryGetValue(name, out var rule))
                problem = V1Messages.UnknownParameter(name);
            else
                problem = ProblemWith(name, values.ToString()) ?? Take(body, name, values.ToString(), rule);
            if (problem is not null)
                return null;
        }

        return body;
    }

    private static string? ProblemWith(string name, string text) => name switch
    {
        "processor" when !Processors.Contains(text) => $"Invalid processor '{text}'. Available processors: {string.Join(", ", Processors)}",
        "fetch_backend" when WatchSchema.Rules[name].Check("", JsonSerializer.SerializeToElement(text)).Any() =>
            $"Invalid fetch_backend '{text}'. Available: system, html_requests, html_webdriver, extra_browser_<name>",
        _ => null,
    };

    private static string? Take(JsonObject body, string name, string text, Rule rule)
    {
        if (!TryConvert(text, rule, out var value))
            return V1Messages.BadParameter(name, $"'{text}' cannot be read as {KindOf(rule)}");
        if (rule.Check(name, JsonSerializer.SerializeToElement(value)).Select(complaint => complaint.ToString()).FirstOrDefault() is { } complaint)
            return V1Messages.BadParameter(name, complaint);
        body[name] = value;
        return null;
    }

    private static bool TryConvert(string text, Rule rule, out JsonNode? value)
    {
        value = null;
        try
        {
            value = rule switch
            {
                ListRule when text.TrimStart().StartsWith('[') => JsonNode.Parse(text),
                ListRule => new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => (JsonNode)item)]),
                ObjectRule or HeadersRule => JsonNode.Parse(text),
                BooleanRule when TruthText.TryRead(text, out var truth) => JsonValue.Create(truth),
                IntegerRule => JsonValue.Create(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
                NumberRule => JsonValue.Create(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
                TextRule => JsonValue.Create(text),
                _ => null,
            };
            return value is not null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string KindOf(Rule rule) => rule switch
    {
        ListRule => "a list: a JSON array, or items separated by commas",
        ObjectRule or HeadersRule => "a JSON object",
        BooleanRule => "true or false",
        IntegerRule => "a whole number",
        _ => "a number",
    };
}
