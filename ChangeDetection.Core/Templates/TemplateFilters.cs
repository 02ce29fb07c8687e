using System.Text.RegularExpressions;
using ChangeDetection.Core.Filtering;
using Fluid;
using Fluid.Values;

namespace ChangeDetection.Core.Templates;

/// <summary>The filters of Liquid, each within the limits, and <c>regex_replace</c>.</summary>
internal static partial class TemplateFilters
{
    // A number in their format would make the result as long as it says.
    private static readonly string[] Banned = ["format_number", "format_string", "format_date"];

    // Their result can be as long as the product of what goes in.
    private static readonly string[] Multiplying = ["replace", "join", "regex_replace"];

    public static void Limit(FilterCollection filters)
    {
        filters.AddFilter("regex_replace", RegexReplaceAsync);
        foreach (var (name, filter) in filters.ToList())
        {
            if (Banned.Contains(name))
                filters.AddFilter(name, (_, _, _) => throw new TemplateException($"The filter {name} is not available."));
            else
                filters.AddFilter(name, (input, arguments, context) => ApplyAsync(name, filter, input, arguments, context));
        }
    }

    private static async ValueTask<FluidValue> ApplyAsync(string name, FilterDelegate filter, FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        TemplateLimits.Of(context).ThrowIfLate();
        var (size, longest) = (TemplateLimits.SizeOf(input), Enumerable.Range(0, arguments.Count).Max(index => (long?)TemplateLimits.SizeOf(arguments.At(index))) ?? 0);
        TemplateLimits.ThrowIfLarge(size + longest);
        // An empty search finds a place between all characters.
        if (Multiplying.Contains(name) && size * longest > 64)
            TemplateLimits.ThrowIfLarge((size + 1) * longest);
        if (name == "date")
            NowTag.JudgeFormat(arguments.At(0).ToStringValue());
        var result = await filter(input, arguments, context);
        TemplateLimits.ThrowIfLarge(TemplateLimits.SizeOf(result));
        return result;
    }

    private static ValueTask<FluidValue> RegexReplaceAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var regex = RuleRegex.Compile(arguments.At(0).ToStringValue(), "");
        var replacement = FromPython(arguments.At(1).ToStringValue());
        var most = arguments.At(2).IsNil() ? 0 : (int)arguments.At(2).ToNumberValue();
        return new StringValue(regex.Replace(input.ToStringValue(), replacement, most > 0 ? most : -1));
    }

    /// <summary>Groups are named <c>\1</c> and <c>\g&lt;name&gt;</c>, as people know it from v1.</summary>
    private static string FromPython(string replacement) =>
        GroupReference().Replace(replacement.Replace("$", "$$", StringComparison.Ordinal), "$${$1$2}");

    [GeneratedRegex(@"\\(?:(\d{1,2})|g<(\w+)>)", RegexOptions.NonBacktracking)]
    private static partial Regex GroupReference();
}
