using ChangeDetection.Core.Checks;
using Newtonsoft.Json;

namespace ChangeDetection.Core.Extraction.Json;

/// <summary>Reads JSON within a check's time and up to a number of values, whose objects take many times the page's size.</summary>
internal sealed class BoundedJsonReader(TextReader text, CheckDeadline deadline) : JsonTextReader(text)
{
    private const int MaxTokens = 3_000_000;

    private int _tokens;

    /// <inheritdoc/>
    /// <exception cref="FilterException">There are too many values, or the time is used up.</exception>
    public override bool Read()
    {
        deadline.Tick();
        if (++_tokens > MaxTokens)
            throw new FilterException(CheckFailure.TooComplex, $"The page's JSON has more than {MaxTokens} parts, too many for a filter.");
        return base.Read();
    }
}
