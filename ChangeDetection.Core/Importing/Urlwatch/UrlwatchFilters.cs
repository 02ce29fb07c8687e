using System.Text.RegularExpressions;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;
using YamlDotNet.RepresentationModel;

namespace ChangeDetection.Core.Importing.Urlwatch;

/// <summary>The filters of one job. There each works on what the one before it left; here one choice of elements comes first, and what works on text after it.</summary>
/// <param name="place">The job, as notes name it.</param>
/// <param name="report">What has no equivalent is noted here.</param>
internal sealed partial class UrlwatchFilters(string place, ImportReport report)
{
    private const string Advice = "See whether the watch finds the right text, and add rules by hand.";

    private readonly List<string> _removed = [];
    private readonly List<string> _kept = [];
    private readonly List<string> _ignored = [];
    private string? _chosen;
    private string? _extracted;
    private bool _isSorted;
    private bool _isTrimmed;
    private bool _hasNoDuplicates;

    /// <summary>Reads the filters of a job: a list of names and mappings, one mapping, or names in one text.</summary>
    public void Read(YamlNode? filters)
    {
        switch (filters)
        {
            case YamlSequenceNode list:
                foreach (var filter in list.Children)
                    Read(filter);
                break;
            case YamlMappingNode mapping:
                foreach (var (name, value) in mapping.Children)
                    Take(name.Text() ?? "?", value);
                break;
            case not null when filters.Text() is { } names:
                // The oldest notation: name:value,name,name.
                foreach (var filter in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    TakeText(filter);
                break;
        }
    }

    /// <summary>The settings with these filters.</summary>
    public WatchSettings Over(WatchSettings settings) => settings with
    {
        IncludeFilters = _chosen is null ? [] : [_chosen],
        SubtractiveSelectors = _removed,
        ExtractLinesContaining = _kept,
        ExtractText = _extracted is null ? [] : [_extracted],
        IgnoreText = _ignored,
        StripIgnoredLines = _ignored.Count > 0 ? true : null,
        SortTextAlphabetically = _isSorted,
        TrimTextWhitespace = _isTrimmed,
        RemoveDuplicateLines = _hasNoDuplicates,
    };

    private void TakeText(string filter)
    {
        var colon = filter.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            Take(filter, new YamlScalarNode(""));
        else
            Take(filter[..colon], new YamlScalarNode(filter[(colon + 1)..]));
    }

    private void Take(string name, YamlNode value)
    {
        switch (name)
        {
            case "css":
                Choose(name, Main(value, "selector"), value);
                break;
            case "xpath":
                Choose(name, Main(value, "path") is { } path ? AsXPath(path) : null, value);
                break;
            case "jq":
                Choose(name, Main(value, "query") is { } query ? "jq:" + query : null, value);
                break;
            case "jsonpath":
                Choose(name, Main(value, "query") is { } expression ? "json:" + expression : null, value);
                break;
            case "element-by-id" or "element-by-class" or "element-by-style" or "element-by-tag":
                Choose(name, ElementBy(name, Main(value, name[11..])), value);
                break;
            default:
                TakeLines(name, value);
                break;
        }
    }

    private void TakeLines(string name, YamlNode value)
    {
        switch (name)
        {
            case "grep" or "keep_lines_containing":
                Keep(name, Main(value, "re") ?? Main(value, "text"), value);
                break;
            case "grepi" or "delete_lines_containing":
                Drop(name, Main(value, "re") ?? Main(value, "text"), value);
                break;
            case "remove-duplicate-lines" or "remove_duplicate_lines":
                _hasNoDuplicates = true;
                break;
            case "sort":
                _isSorted = true;
                NoteOptions(name, value, "separator");
                break;
            case "strip" or "striplines" or "strip_each_line":
                _isTrimmed = true;
                break;
            case "html2text" or "pdf2text":
                // Pages and PDF files become text here without being told to.
                break;
            default:
                report.NotCarriedOver(place, $"The filter '{ImportText.Quote(name)}' has no equivalent here and is not carried over.", Advice);
                break;
        }
    }

    private void Choose(string name, string? filter, YamlNode options)
    {
        if (filter is null)
            report.NotCarriedOver(place, $"The filter '{name}' says nothing that can be read.", Advice);
        else if (_chosen is not null)
            report.NotCarriedOver(place, $"The filter '{name}: {ImportText.Quote(filter)}' works on what another one chose; only the first choice is carried over.", Advice);
        else
            _chosen = filter;
        if (options is YamlMappingNode mapping && mapping.Text("exclude") is { } excluded)
            _removed.Add(name == "xpath" ? AsXPath(excluded) : excluded);
        NoteOptions(name, options, "exclude");
    }

    private void NoteOptions(string name, YamlNode value, params string[] understood)
    {
        if (value is not YamlMappingNode options)
            return;
        string[] main = [.. understood, "selector", "path", "query", "re", "text", "id", "class", "style", "tag", "reverse"];
        foreach (var option in options.Children.Keys.Select(key => key.Text() ?? "?").Except(main))
            report.NotCarriedOver(place, $"The option '{ImportText.Quote(option)}' of the filter '{name}' is not carried over.");
    }

    private void Keep(string name, string? pattern, YamlNode value)
    {
        if (pattern is null)
            report.NotCarriedOver(place, $"The filter '{name}' says nothing that can be read.", Advice);
        else if (IsPlain(pattern, value))
            _kept.Add(Plain(pattern));
        else if (_extracted is not null || pattern.Contains('('))
            report.NotCarriedOver(place, $"The filter '{name}: {ImportText.Quote(pattern)}' is not carried over.", "Enter an expression for whole lines under 'extract text'.");
        else
            _extracted = $"/^.*(?:{pattern}).*$/m";
    }

    private void Drop(string name, string? pattern, YamlNode value)
    {
        if (pattern is null)
            report.NotCarriedOver(place, $"The filter '{name}' says nothing that can be read.", Advice);
        else
            _ignored.Add(IsPlain(pattern, value) ? Plain(pattern) : $"/{pattern}/u");
    }

    private string Plain(string text)
    {
        if (text.Any(char.IsLetter))
            report.Remark(place, $"'{ImportText.Quote(text)}' is found in any case here.");
        return text;
    }

    private static bool IsPlain(string pattern, YamlNode value) =>
        (value is YamlMappingNode options && options.Text("re") is null || pattern == Regex.Escape(pattern).Replace(@"\ ", " ", StringComparison.Ordinal)) && !pattern.StartsWith('/');

    private static string? Main(YamlNode value, string name) => value is YamlMappingNode options ? options.Text(name) : value.Text() is { Length: > 0 } text ? text : null;

    private static string AsXPath(string expression) => expression.StartsWith('/') ? expression : "xpath:" + expression;

    private static string? ElementBy(string name, string? value) => value is null ? null : name switch
    {
        "element-by-tag" => TagName().IsMatch(value) ? value : null,
        "element-by-style" => $"[style=\"{Quoted(value)}\"]",
        "element-by-class" => $"[class~=\"{Quoted(value)}\"]",
        _ => $"[id=\"{Quoted(value)}\"]",
    };

    private static string Quoted(string value) => value.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9\-]*$")]
    private static partial Regex TagName();
}
