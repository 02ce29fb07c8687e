using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Plain scalars by YAML's core schema (YAML 1.2.2, section 10.3.2).</summary>
internal static partial class ConfigScalars
{
    /// <summary>What a plain scalar means.</summary>
    public static JsonNode? Read(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when Whole.IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ when Number.IsMatch(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    /// <summary>A text as a scalar, quoted where it would mean something else without.</summary>
    public static Scalar Of(string text)
    {
        var isPlain = Read(text) is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.String && Harmless.IsMatch(text);
        return new Scalar(AnchorName.Empty, TagName.Empty, text, isPlain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true);
    }

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Whole { get; }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9_/.?&=%+@-]*(:[A-Za-z0-9_/.?&=%+@-]+)*( [A-Za-z0-9_/.?&=%+@-]+)*\z")]
    private static partial Regex Harmless { get; }
}
