using System.Text.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>Request headers: names and values that can stand in a request and cannot end it or begin another.</summary>
internal sealed class HeadersRule() : Rule("object", allowsNull: false)
{
    private static readonly TextRule Value = new();

    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.Object;

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value) =>
        value.EnumerateObject().SelectMany(header => CheckHeader(path, header));

    private static IEnumerable<Complaint> CheckHeader(string path, JsonProperty header)
    {
        if (!RequestHeader.IsName(header.Name))
            return [new Complaint(path, $"{PythonText.Quoted(header.Name)} is not the name of a header")];
        if (header.Value.ValueKind is JsonValueKind.String && !RequestHeader.IsValue(header.Value.GetString()!))
            return [new Complaint(Join(path, header.Name), "The value contains a line break or another control character")];
        return Value.Check(Join(path, header.Name), header.Value);
    }
}
