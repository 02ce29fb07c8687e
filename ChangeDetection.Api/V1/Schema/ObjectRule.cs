using System.Text.Json;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>An object with named members, each with its rule.</summary>
internal sealed class ObjectRule(IReadOnlyDictionary<string, Rule> members) : Rule("object", allowsNull: false)
{
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether members without a rule are let through.</summary>
    public bool AllowsOthers { get; init; }

    public IReadOnlyDictionary<string, Rule> Members => members;

    protected override bool IsOfType(JsonElement value) => value.ValueKind is JsonValueKind.Object;

    protected override IEnumerable<Complaint> CheckContent(string path, JsonElement value)
    {
        foreach (var name in Required.Where(name => !value.TryGetProperty(name, out _)))
            yield return new Complaint(path, $"{PythonText.Quoted(name)} is a required property");
        var others = value.EnumerateObject().Select(member => member.Name).Where(name => !members.ContainsKey(name)).ToList();
        if (!AllowsOthers && others.Count > 0)
            yield return new Complaint(path, $"Additional properties are not allowed ({PythonText.List(others)} {(others.Count == 1 ? "was" : "were")} unexpected)");
        foreach (var complaint in value.EnumerateObject().SelectMany(member => CheckMember(path, member)))
            yield return complaint;
    }

    private IEnumerable<Complaint> CheckMember(string path, JsonProperty member) =>
        members.TryGetValue(member.Name, out var rule) ? rule.Check(Join(path, member.Name), member.Value) : [];
}
