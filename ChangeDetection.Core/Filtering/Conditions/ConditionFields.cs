using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Filtering.Conditions;

/// <summary>What conditions can measure of a page's text; each is measured once, when a condition first asks.</summary>
public sealed class ConditionFields(string text, Func<string?> newest, CheckDeadline deadline)
{
    private readonly Lazy<(int Distance, double Ratio)?> _similarity = new(() => newest() is { } older ? Similarity.Of(older, text, deadline) : null);

    /// <summary>The fields' names, as settings and the v1 API know them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["extracted_number", "page_filtered_text", "levenshtein_ratio", "levenshtein_distance", "word_count"];

    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>A field's value: a <see cref="double"/>, a <see cref="string"/>, or null when the page has none.</summary>
    public object? this[string name] => name switch
    {
        "extracted_number" => PriceText.FirstNumber(text) is { } number ? (double)number : null,
        "page_filtered_text" => text,
        "levenshtein_ratio" => _similarity.Value?.Ratio,
        "levenshtein_distance" => _similarity.Value is { } similarity ? (double)similarity.Distance : null,
        "word_count" => (double)CountWords(),
        _ => null,
    };

    private int CountWords()
    {
        var (count, isInWord) = (0, false);
        foreach (var character in text)
        {
            var isWord = !char.IsWhiteSpace(character);
            count += isWord && !isInWord ? 1 : 0;
            isInWord = isWord;
        }

        return count;
    }
}
