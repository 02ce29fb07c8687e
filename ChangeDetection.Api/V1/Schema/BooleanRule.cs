using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>True or false.</summary>
internal sealed class BooleanRule(bool allowsNull = false) : Rule("boolean", allowsNull)
{
    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value) => [];
}
