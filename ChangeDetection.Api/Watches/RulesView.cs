using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>The rules for a page's text, as the edit page shows and sends them: always all of them.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RulesView
{
    /// <summary>Lines that never count as a change: plain text or <c>/pattern/flags</c>, as all lists here.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> IgnoreText { get; init; } = [];

    /// <summary>Text of which some must be present for a change to count.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> TriggerText { get; init; } = [];

    /// <summary>Text that must be absent for a change to count.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> TextShouldNotBePresent { get; init; } = [];

    /// <summary>Only lines that contain one of these are kept.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> ExtractLinesContaining { get; init; } = [];

    /// <summary>Patterns whose matches are the text.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> ExtractText { get; init; } = [];

    /// <summary>Whether white space round each line is removed.</summary>
    public bool TrimTextWhitespace { get; init; }

    /// <summary>Whether repeated lines are removed.</summary>
    public bool RemoveDuplicateLines { get; init; }

    /// <summary>Whether lines are sorted.</summary>
    public bool SortTextAlphabetically { get; init; }

    /// <summary>Whether a change counts only when a line has never been seen before.</summary>
    public bool CheckUniqueLines { get; init; }

    /// <summary>Whether added lines count.</summary>
    public bool FilterTextAdded { get; init; } = true;

    /// <summary>Whether removed lines count.</summary>
    public bool FilterTextRemoved { get; init; } = true;

    /// <summary>Whether replaced lines count.</summary>
    public bool FilterTextReplaced { get; init; } = true;

    /// <summary>The view of a watch's rules.</summary>
    public static RulesView From(WatchSettings settings) => new()
    {
        IgnoreText = settings.IgnoreText,
        TriggerText = settings.TriggerText,
        TextShouldNotBePresent = settings.TextShouldNotBePresent,
        ExtractLinesContaining = settings.ExtractLinesContaining,
        ExtractText = settings.ExtractText,
        TrimTextWhitespace = settings.TrimTextWhitespace,
        RemoveDuplicateLines = settings.RemoveDuplicateLines,
        SortTextAlphabetically = settings.SortTextAlphabetically,
        CheckUniqueLines = settings.CheckUniqueLines,
        FilterTextAdded = settings.FilterTextAdded,
        FilterTextRemoved = settings.FilterTextRemoved,
        FilterTextReplaced = settings.FilterTextReplaced,
    };

    /// <summary>The settings with these rules.</summary>
    public WatchSettings ApplyTo(WatchSettings settings) => settings with
    {
        IgnoreText = Entries(IgnoreText),
        TriggerText = Entries(TriggerText),
        TextShouldNotBePresent = Entries(TextShouldNotBePresent),
        ExtractLinesContaining = Entries(ExtractLinesContaining),
        ExtractText = Entries(ExtractText),
        TrimTextWhitespace = TrimTextWhitespace,
        RemoveDuplicateLines = RemoveDuplicateLines,
        SortTextAlphabetically = SortTextAlphabetically,
        CheckUniqueLines = CheckUniqueLines,
        FilterTextAdded = FilterTextAdded,
        FilterTextRemoved = FilterTextRemoved,
        FilterTextReplaced = FilterTextReplaced,
    };

    /// <summary>The lines of a list that say something.</summary>
    internal static IReadOnlyList<string> Entries(IReadOnlyList<string> lines) =>
        [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
}
