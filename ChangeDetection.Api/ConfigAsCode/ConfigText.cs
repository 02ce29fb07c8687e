using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Documents as text: YAML 1.2 by its core schema, without anchors and tags, or JSON.</summary>
internal static class ConfigText
{
    private const int DeepestLevel = 32;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = DeepestLevel };

    /// <summary>Reads JSON.</summary>
    public static ParsedConfig ReadJson(string text)
    {
        try
        {
            return new ParsedConfig(JsonNode.Parse(text, null, Strict), new Dictionary<string, int>());
        }
        catch (JsonException broken)
        {
            throw ConfigProblems.Refusal($"line {broken.LineNumber + 1 ?? 1}", $"This is not valid JSON: {broken.Message}");
        }
    }

    /// <summary>Reads YAML.</summary>
    public static ParsedConfig ReadYaml(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            var lines = new Dictionary<string, int>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return new ParsedConfig(null, lines);
            var root = Read(parser, "", lines, 0);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _) ? new ParsedConfig(root, lines) : throw Refuse(parser.Current!, "Only one document may stand in the file.");
        }
        catch (YamlException broken)
        {
            throw ConfigProblems.Refusal($"line {broken.Start.Line}", $"This is not valid YAML: {broken.Message}");
        }
    }

    /// <summary>Writes YAML that reads as the same again.</summary>
    public static string WriteYaml(JsonNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings().WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Write(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static JsonNode? Read(Parser parser, string path, Dictionary<string, int> lines, int depth)
    {
        if (parser.Current is NodeEvent node)
        {
            lines[path] = (int)node.Start.Line;
            if (depth > DeepestLevel || !node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific))
                throw Refuse(node, "Anchors, tags and more than 32 levels are not read here: write the value out.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
            return scalar.Style is ScalarStyle.Plain ? ConfigScalars.Read(scalar.Value) : JsonValue.Create(scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
            return ReadList(parser, path, lines, depth);
        if (parser.TryConsume<MappingStart>(out _))
            return ReadMap(parser, path, lines, depth);
        throw Refuse(parser.Current!, "Aliases are not read here: write the value out.");
    }

    private static JsonArray ReadList(Parser parser, string path, Dictionary<string, int> lines, int depth)
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            list.Add(Read(parser, $"{path}[{list.Count}]", lines, depth + 1));
        return list;
    }

    private static JsonObject ReadMap(Parser parser, string path, Dictionary<string, int> lines, int depth)
    {
        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!;
            var name = parser.TryConsume<Scalar>(out var key) ? key.Value : throw Refuse(at, "A name must be a plain text.");
            if (map.ContainsKey(name))
                throw Refuse(at, $"'{name}' stands there twice.");
            map[name] = Read(parser, path.Length == 0 ? name : $"{path}.{name}", lines, depth + 1);
        }

        return map;
    }

    private static ConfigRefusedException Refuse(ParsingEvent at, string problem) => ConfigProblems.Refusal($"line {at.Start.Line}", problem);

    private static void Write(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (name, member) in map)
                {
                    emitter.Emit(ConfigScalars.Of(name));
                    Write(emitter, member);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                    Write(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                emitter.Emit(ConfigScalars.Of(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }
}
