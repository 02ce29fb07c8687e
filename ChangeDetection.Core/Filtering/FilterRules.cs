using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;

namespace ChangeDetection.Core.Filtering;

/// <summary>A watch's rules for text, read once per check.</summary>
internal sealed record FilterRules
{
    public required CheckDeadline Deadline { get; init; }

    public bool TrimsLines { get; init; }

    public IReadOnlyList<TextPattern> Ignored { get; init; } = [];

    public bool StripsIgnoredLines { get; init; }

    public IReadOnlyList<string> LinesContaining { get; init; } = [];

    public IReadOnlyList<TextPattern> Extracted { get; init; } = [];

    public bool DropsDuplicates { get; init; }

    public bool SortsLines { get; init; }

    /// <summary>Reads the rules of a check.</summary>
    /// <exception cref="Extraction.FilterException">A regular expression is wrong.</exception>
    public static FilterRules From(CheckInput input, CheckDeadline deadline) => new()
    {
        Deadline = deadline,
        TrimsLines = input.Settings.TrimTextWhitespace,
        Ignored = TextPattern.ParseAll(input.IgnoreText),
        StripsIgnoredLines = input.StripsIgnoredLines,
        LinesContaining = [.. input.Settings.ExtractLinesContaining.Where(entry => !string.IsNullOrWhiteSpace(entry)).Select(entry => entry.Trim())],
        Extracted = TextPattern.ParseAll(input.Settings.ExtractText),
        DropsDuplicates = input.Settings.RemoveDuplicateLines,
        SortsLines = input.Settings.SortTextAlphabetically,
    };
}
