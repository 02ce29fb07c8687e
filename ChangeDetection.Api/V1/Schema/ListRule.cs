using System.Globalization;
using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>A list whose items all keep one rule.</summary>
internal sealed class ListRule(Rule item, int maxItems) : Rule("array", allowsNull: false)
{
    public Rule Item => item;

    public int MaxItems => maxItems;

    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.Array;

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value) =>
        value.GetArrayLength() > maxItems
            ? [new Complaint(path, $"{PythonText.Of(value)} is too long")]
            : value.EnumerateArray().SelectMany((element, index) => item.Check(Join(path, index.ToString(CultureInfo.InvariantCulture)), element));
}
