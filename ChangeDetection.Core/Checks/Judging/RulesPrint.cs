using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>Hashes of what a verdict depends on besides history: the page's bytes, and all rules with the engine's version.</summary>
internal static class RulesPrint
{
    // Raised whenever the engine reads the same page differently, so that no verdict of an older engine is taken for its own.
    private const int EngineVersion = 2;

    /// <summary>The fingerprint of all settings that can influence an outcome.</summary>
    public static string OfRules(CheckInput input)
    {
        var settings = input.Settings;
        var rules = JsonSerializer.SerializeToUtf8Bytes(new object?[]
        {
            EngineVersion, input.IsSource, settings.Processor, settings.IgnoreStatusCodes, input.IncludeFilters, input.SubtractiveSelectors, input.IgnoreText,
            input.StripsIgnoredLines, settings.TriggerText, settings.TextShouldNotBePresent, settings.ExtractLinesContaining, settings.ExtractText,
            settings.TrimTextWhitespace, settings.RemoveDuplicateLines, settings.SortTextAlphabetically, settings.CheckUniqueLines,
            settings.FilterTextAdded, settings.FilterTextRemoved, settings.FilterTextReplaced, settings.Conditions, settings.ConditionsMatchLogic,
            settings.InStockOnly, settings.FollowPriceChanges, settings.PriceChangeThresholdPercent, settings.ProcessorConfigRestockDiff,
            input.Global.EmptyPagesAreAChange, input.Global.IgnoreWhitespace, input.Global.RenderAnchorTagContent, input.Global.RssReaderMode,
        });
        return Convert.ToHexStringLower(SHA256.HashData(rules));
    }

    /// <summary>The hash of a page as it came.</summary>
    public static string OfPage(CheckInput input)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{input.Content.StatusCode}\n{input.Content.ContentType}\n"));
        hash.AppendData(input.Content.Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
