using System.Globalization;
using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>A finite number between two bounds.</summary>
internal sealed class NumberRule(double min = double.MinValue, double max = double.MaxValue, bool allowsNull = false) : Rule("number", allowsNull)
{
    public double Min => min;

    public double Max => max;

    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.Number;

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value)
    {
        var number = value.GetDouble();
        if (number < min)
            yield return new Complaint(path, $"{PythonText.Of(value)} is less than the minimum of {Bound(min)}");
        if (number > max)
            yield return new Complaint(path, $"{PythonText.Of(value)} is greater than the maximum of {Bound(max)}");
    }

    private static string Bound(double bound) => bound.ToString(CultureInfo.InvariantCulture);
}
