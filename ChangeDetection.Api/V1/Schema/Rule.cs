using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>What a JSON value must be; says what is wrong as the reference's validator does.</summary>
internal abstract class Rule
{
    private readonly string _types;

    protected Rule(string type, bool allowsNull) => (Type, AllowsNull, _types) = (type, allowsNull, allowsNull ? $"'{type}', 'null'" : $"'{type}'");

    /// <summary>The type as JSON Schema calls it.</summary>
    public string Type { get; }

    public bool AllowsNull { get; }

    public IEnumerable<Complaint> Check(string path, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null && AllowsNull)
            return [];
        return IsOfType(value) ? CheckContent(path, value) : [new Complaint(path, $"{PythonText.Of(value)} is not of type {_types}")];
    }

    protected abstract bool IsOfType(JsonElement value);

    protected abstract IEnumerable<Complaint> CheckContent(string path, JsonElement value);

    protected static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";
}
