namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>A document cannot be applied, and nothing was changed.</summary>
/// <param name="problems">What is wrong by the place it is at, such as <c>watches[2].url (line 14)</c>.</param>
public sealed class ConfigRefusedException(IReadOnlyDictionary<string, string[]> problems)
    : Exception(string.Join('\n', problems.Select(problem => $"{problem.Key}: {string.Join(' ', problem.Value)}")))
{
    /// <summary>What is wrong, by place.</summary>
    public IReadOnlyDictionary<string, string[]> Problems => problems;
}
