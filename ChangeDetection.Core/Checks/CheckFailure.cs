namespace ChangeDetection.Core.Checks;

/// <summary>Every way a check can fail. The same word stands in the page, the metric and the log; numbers are stored and never change.</summary>
public enum CheckFailure
{
    /// <summary>The host name has no address.</summary>
    NameNotResolved = 1,

    /// <summary>No connection, or it broke before an answer came.</summary>
    ConnectionFailed = 2,

    /// <summary>The certificate is not trusted or the handshake failed.</summary>
    TlsFailed = 3,

    /// <summary>The answer did not come in time.</summary>
    TimedOut = 4,

    /// <summary>The answer has an error status.</summary>
    HttpStatus = 5,

    /// <summary>More redirects than allowed, or a redirect to nowhere.</summary>
    BadRedirect = 6,

    /// <summary>The answer is larger than allowed.</summary>
    TooLarge = 7,

    /// <summary>The answer ended before its announced end.</summary>
    Truncated = 8,

    /// <summary>The answer has no body.</summary>
    EmptyReply = 9,

    /// <summary>The page has a body but no text.</summary>
    NoText = 10,

    /// <summary>No include filter found anything.</summary>
    FilterNotFound = 11,

    /// <summary>A filter or rule of the watch cannot be understood.</summary>
    InvalidFilter = 12,

    /// <summary>The address may not be fetched.</summary>
    AddressRefused = 13,

    /// <summary>The watch asks for something this installation does not offer.</summary>
    Unsupported = 14,

    /// <summary>The check itself broke; the log says why.</summary>
    Internal = 15,

    /// <summary>The page's structure or text is larger than a check may work on.</summary>
    TooComplex = 16,

    /// <summary>A rule of the watch did not finish in time.</summary>
    RuleTimedOut = 17,

    /// <summary>The page's format is broken and cannot be read.</summary>
    Unreadable = 18,

    /// <summary>A JSON filter is set, but the page has no JSON.</summary>
    JsonNotFound = 19,

    /// <summary>The site answered with a bot check instead of the page.</summary>
    BlockPage = 20,

    /// <summary>Neither price nor stock could be found in the page.</summary>
    NoOffer = 21,

    /// <summary>The page has several different prices.</summary>
    SeveralPrices = 22,

    /// <summary>The watch's schedule cannot be understood, such as a time zone that does not exist.</summary>
    InvalidSchedule = 23,

    /// <summary>Workers died again and again with this watch in hand, so the schedule leaves it alone.</summary>
    SetAside = 24,

    /// <summary>A template in the address, a header or the body cannot be filled in.</summary>
    InvalidTemplate = 25,

    /// <summary>The proxy is not known, cannot be reached or refuses.</summary>
    ProxyFailed = 26,

    /// <summary>A header, body or proxy address is stored, but the key it was sealed with is gone.</summary>
    SecretLost = 27,
}
