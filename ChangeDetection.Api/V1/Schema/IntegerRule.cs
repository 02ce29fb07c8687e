using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>A whole number between two bounds.</summary>
internal sealed class IntegerRule(long min, long max, bool allowsNull = false) : Rule("integer", allowsNull)
{
    public long Min => min;

    public long Max => max;

    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _);

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value)
    {
        var number = value.GetInt64();
        if (number < min)
            yield return new Complaint(path, $"{number} is less than the minimum of {min}");
        if (number > max)
            yield return new Complaint(path, $"{number} is greater than the maximum of {max}");
    }
}
