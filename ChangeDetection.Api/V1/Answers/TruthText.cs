namespace ChangeDetection.Api.V1.Answers;

/// <summary>Truth values in a query, as the reference reads them (peer behaviour, section 1.9).</summary>
internal static class TruthText
{
    /// <summary>The value of a text; false when it is none of the known words.</summary>
    public static bool TryRead(string text, out bool value)
    {
        var word = text.Trim().ToLowerInvariant();
        value = word is "y" or "yes" or "t" or "true" or "on" or "1";
        return value || word is "n" or "no" or "f" or "false" or "off" or "0";
    }
}
