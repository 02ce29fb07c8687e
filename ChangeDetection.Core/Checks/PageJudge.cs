using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Checks;

/// <summary>From bytes to "what is it": decode, select, read as text, compare with what was accepted before.</summary>
public static class PageJudge
{
    private const int MaxTitleLength = 2000;

    /// <summary>Judges a fetched page under a watch's settings.</summary>
    /// <param name="content">The page.</param>
    /// <param name="settings">The watch's settings.</param>
    /// <param name="global">The settings of the installation.</param>
    /// <param name="previousChecksum">The checksum of the last accepted text, or null before the first.</param>
    public static PageVerdict Judge(PageContent content, WatchSettings settings, GlobalSettings global, string? previousChecksum)
    {
        if (content.StatusCode is < 200 or >= 300 && settings.IgnoreStatusCodes != true)
            return Failed(CheckFailure.HttpStatus, FailureTexts.HttpStatus(content.StatusCode));
        if (content.Bytes.IsEmpty && !global.EmptyPagesAreAChange)
            return Failed(CheckFailure.EmptyReply, FailureTexts.EmptyReply(content.StatusCode));
        try
        {
            return Compare(content, settings, global, previousChecksum);
        }
        catch (FilterException wrong)
        {
            return Failed(CheckFailure.InvalidFilter, wrong.Message);
        }
    }

    private static PageVerdict Compare(PageContent content, WatchSettings settings, GlobalSettings global, string? previousChecksum)
    {
        var source = PageDecoding.Decode(content);
        if (!IsMarkup(content.ContentType, source))
            return Accept(source, null, global, previousChecksum);
        var document = new HtmlParser().ParseDocument(source);
        var title = TitleOf(document);
        var hasFilters = settings.IncludeFilters.Any(filter => !string.IsNullOrWhiteSpace(filter));
        var nodes = ElementFilters.Select(document, settings.IncludeFilters, settings.SubtractiveSelectors);
        if (nodes.Count == 0 && hasFilters)
            return Failed(CheckFailure.FilterNotFound, FailureTexts.FilterNotFound, title);
        var text = HtmlText.Of(nodes);
        if (string.IsNullOrWhiteSpace(text) && !global.EmptyPagesAreAChange)
            return Failed(CheckFailure.NoText, FailureTexts.NoText(content.StatusCode, hasFilters), title);
        return Accept(text, title, global, previousChecksum);
    }

    private static bool IsMarkup(string? contentType, string source) =>
        contentType is null ? source.AsSpan().TrimStart().StartsWith("<") : contentType.Contains("html", StringComparison.OrdinalIgnoreCase);

    private static PageVerdict Accept(string text, string? title, GlobalSettings global, string? previousChecksum)
    {
        var checksum = Checksum(text, global.IgnoreWhitespace);
        return new PageVerdict(checksum == previousChecksum ? new CheckOutcome.Unchanged(checksum) : new CheckOutcome.Changed(text, checksum), title);
    }

    private static PageVerdict Failed(CheckFailure failure, string detail, string? title = null) =>
        new(new CheckOutcome.Failed(failure, detail), title);

    private static string? TitleOf(IHtmlDocument document) =>
        document.Title is { Length: > 0 } title ? title[..Math.Min(title.Length, MaxTitleLength)] : null;

#pragma warning disable CA5351 // Not a protection: v1 clients know the checksum as MD5.
    private static string Checksum(string text, bool ignoreWhitespace) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(ignoreWhitespace ? WithoutWhitespace(text) : text)));
#pragma warning restore CA5351

    private static string WithoutWhitespace(string text) =>
        string.Create(text.Length - text.Count(IsWhitespace), text, (span, source) =>
        {
            var at = 0;
            foreach (var character in source)
            {
                if (!IsWhitespace(character))
                    span[at++] = character;
            }
        });

    private static bool IsWhitespace(char character) => character is ' ' or '\t' or '\r' or '\n';
}
