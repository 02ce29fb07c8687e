namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>What is wrong with a document, by place.</summary>
/// <param name="lines">The line of each path; empty for JSON.</param>
internal sealed class ConfigProblems(IReadOnlyDictionary<string, int> lines)
{
    private readonly Dictionary<string, string[]> _problems = [];

    public void Add(string path, string? problem)
    {
        if (problem is null)
            return;
        var place = lines.TryGetValue(path, out var line) ? $"{path} (line {line})" : path;
        _problems[place] = [.. _problems.GetValueOrDefault(place, []), problem];
    }

    /// <exception cref="ConfigRefusedException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new ConfigRefusedException(_problems);
    }

    /// <summary>The refusal of a document for one reason.</summary>
    public static ConfigRefusedException Refusal(string path, string problem) => new(new Dictionary<string, string[]> { [path] = [problem] });
}
