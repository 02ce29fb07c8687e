using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Comparing.Writing;
using Microsoft.AspNetCore.Mvc;

namespace ChangeDetection.Api.V1.History;

/// <summary>How a v1 client wants a difference (peer behaviour, section 1.9); all texts, so that a wrong one can be named.</summary>
internal sealed record DifferenceRequest
{
    private string? _problem;

    public string? Format { get; init; }

    public string? Type { get; init; }

    [FromQuery(Name = "word_diff")]
    public string? WordDiff { get; init; }

    [FromQuery(Name = "no_markup")]
    public string? NoMarkup { get; init; }

    public string? ChangesOnly { get; init; }

    public string? IgnoreWhitespace { get; init; }

    public string? Removed { get; init; }

    public string? Added { get; init; }

    public string? Replaced { get; init; }

    /// <summary>The format and the options, or what is wrong.</summary>
    public (DifferenceFormat Format, DifferenceOptions Options, string? Problem) Read()
    {
        _problem = null;
        var options = new DifferenceOptions
        {
            IncludesSame = !Truth("changesOnly", ChangesOnly, false),
            IgnoresWhitespace = Truth("ignoreWhitespace", IgnoreWhitespace, false),
            IncludesRemoved = Truth("removed", Removed, true),
            IncludesAdded = Truth("added", Added, true),
            IncludesReplaced = Truth("replaced", Replaced, true),
            ByWord = Truth("word_diff", WordDiff, false) || Type == "diffWords",
        };
        var isRaw = Truth("no_markup", NoMarkup, false);
        var format = FormatOf(Format);
        return (isRaw ? DifferenceFormat.PlaceMarkers : format ?? DifferenceFormat.Text, options, _problem ?? (format is null ? V1Messages.BadFormat : null));
    }

    private static DifferenceFormat? FormatOf(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" or "text" => DifferenceFormat.Text,
        "html" => DifferenceFormat.Html,
        "htmlcolor" => DifferenceFormat.HtmlColor,
        "markdown" => DifferenceFormat.Markdown,
        _ => null,
    };

    private bool Truth(string name, string? text, bool usual)
    {
        if (string.IsNullOrEmpty(text))
            return usual;
        if (!TruthText.TryRead(text, out var value))
            _problem ??= V1Messages.NoBoolean(name, text);
        return value;
    }
}
