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
    public static string NoText(int status, bool hasFilters) =>
        $"Got HTML content but no text found (With {status} reply code)"
        + (hasFilters ? ", it's possible that the filters were found, but contained no usable text." : ".");
}
