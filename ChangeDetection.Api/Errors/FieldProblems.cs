namespace ChangeDetection.Api.Errors;

/// <summary>What is wrong with a request, by the field a person has to mend.</summary>
internal sealed class FieldProblems
{
    private readonly Dictionary<string, string[]> _problems = [];

    public bool IsEmpty => _problems.Count == 0;

    public IDictionary<string, string[]> ByField => _problems;

    /// <summary>Notes a problem; null is none.</summary>
    public void Add(string field, string? problem)
    {
        if (problem is not null)
            _problems[field] = [.. _problems.GetValueOrDefault(field, []), problem];
    }
}
