namespace ChangeDetection.Core.Checks;

/// <summary>What people read when a check failed; scripts match on these sentences (peer behaviour, section 3.9).</summary>
public static class FailureTexts
{
    /// <summary>No include filter found anything.</summary>
    public const string FilterNotFound =
        "Warning, no filters were found, no change detection ran - Did the page change layout? update your Visual Filter if necessary.";

    /// <summary>The answer has an error status.</summary>
    public static string HttpStatus(int status) => status switch
    {
        403 => "Error - 403 (Access denied) received",
        404 => "Error - 404 (Page not found) received",
        407 => "Error - 407 (Proxy authentication required) received, did you need a username and password for the proxy?",
        500 => "Error - 500 (Internal server error) received from the web site",
        >= 400 and < 500 => $"Error - Request returned a HTTP error code {status} (Access denied or blocked)",
        _ => $"Error - Request returned a HTTP error code {status}",
    };

    /// <summary>The answer has no body.</summary>
    public static string EmptyReply(int status) => $"EmptyReply - try increasing 'Wait seconds before extracting text', Status Code {status}";

    /// <summary>The page has a body but no text.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="hasFilters">Whether include filters are set.</param>
    /// <param name="hasImage">Whether the selected part has an image.</param>
    public static string NoText(int status, bool hasFilters, bool hasImage = false) =>
        $"Got HTML content but no text found (With {status} reply code)" + (hasImage, hasFilters) switch
        {
            (true, _) => ", it's possible that the filters you have give an empty result or contain only an image.",
            (_, true) => ", it's possible that the filters were found, but contained no usable text.",
            _ => ".",
        };

    /// <summary>A rule of the watch did not finish in time.</summary>
    public static string RuleTimedOut(TimeSpan limit) =>
        $"The page could not be processed within {limit.TotalSeconds:0.#} seconds; simplify the filters of this watch.";

    /// <summary>Too many workers died with the watch in hand.</summary>
    public static string SetAside(int deaths) =>
        $"Set aside: {deaths} workers died one after the other while they checked this page. Recheck it, or edit the watch, to try again.";

    /// <summary>Secrets that a check needs cannot be read.</summary>
    /// <param name="places">Where they stand, never what they are.</param>
    public static string SecretsLost(IReadOnlyList<string> places) =>
        $"The key that this was sealed with is gone: {string.Join(", ", places)}. Type it again, or put the keys back; the log of the start says where they belong.";

    /// <summary>The site answered with a bot check.</summary>
    public static string BlockPage(string kind) => $"Error - The site answered with a bot check ({kind}) instead of the page.";

    /// <summary>A JSON filter is set, but the page has no JSON.</summary>
    public const string JsonNotFound = "Exception: No parsable JSON found in this document";

    /// <summary>Neither price nor stock could be found.</summary>
    public static string NoOffer(int status) =>
        $"Unable to extract restock data for this page unfortunately. (Got code {status} from server), no embedded stock information was found and nothing interesting in the text, try using this watch with Chrome.";

    /// <summary>The page has several different prices.</summary>
    public const string SeveralPrices =
        "Cannot run, more than one price detected, this plugin is only for product pages with ONE product, try the content-change detection mode.";
}
