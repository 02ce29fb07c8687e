using System.Text.RegularExpressions;
using ChangeDetection.Core.Checks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChangeDetection.Core.Extraction.Json;

/// <summary>Runs JSONPath expressions under limits.</summary>
internal static class JsonPathValues
{
    private const int MaxValues = 50_000;
    private const int MaxDescents = 2;

    private static readonly JsonSelectSettings Settings = new() { ErrorWhenNoMatch = false, RegexMatchTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>The values an expression finds.</summary>
    /// <exception cref="FilterException">The expression is wrong or finds too much.</exception>
    public static IReadOnlyList<JToken> Select(JToken document, string expression, CheckDeadline deadline)
    {
        if (expression.Split("..").Length - 1 > MaxDescents)
            throw new FilterException($"'{expression}' is not a usable JSONPath expression: '..' can be used {MaxDescents} times.");
        var values = new List<JToken>();
        try
        {
            foreach (var value in document.SelectTokens(expression, Settings))
            {
                deadline.Tick();
                if (values.Count >= MaxValues)
                    throw new FilterException(CheckFailure.TooComplex, $"'{expression}' finds more than {MaxValues} values; make it more specific.");
                values.Add(value);
            }

            return values;
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new FilterException(CheckFailure.RuleTimedOut, $"A regular expression in '{expression}' took too long.", slow);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or FormatException or OverflowException or InvalidOperationException or IndexOutOfRangeException or InvalidCastException)
        {
            throw new FilterException($"'{expression}' is not a valid JSONPath expression. ({wrong.Message})", wrong);
        }
    }
}
