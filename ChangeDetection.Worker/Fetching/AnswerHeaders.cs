using System.Net;
using ChangeDetection.Core.Checks;

namespace ChangeDetection.Worker.Fetching;

/// <summary>What an answer's headers say about the page and the next fetch.</summary>
internal static class AnswerHeaders
{
    private const int MaxServerLength = 255;
    private const int MaxValidatorLength = 1000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(60);

    public static PageFacts FactsOf(HttpResponseMessage answer)
    {
        var server = answer.Headers.NonValidated.TryGetValues("Server", out var servers) ? string.Join(' ', servers).ToLowerInvariant() : null;
        return new PageFacts { ContentType = FirstOf(answer.Content.Headers, "Content-Type"), Server = server?[..Math.Min(server.Length, MaxServerLength)] };
    }

    /// <summary>What to ask by next time; null when the answer gives nothing that could be sent back.</summary>
    public static PageValidators? ValidatorsOf(HttpResponseMessage answer, Uri address, PlannedRequest plan, PageValidators? known = null)
    {
        var tag = Sendable(FirstOf(answer.Headers, "ETag")) ?? known?.ETag;
        var date = Sendable(FirstOf(answer.Content.Headers, "Last-Modified")) ?? known?.LastModified;
        return tag is null && date is null ? null : new PageValidators(address.AbsoluteUri, tag, date, plan.Fingerprint);
    }

    /// <summary>How long the site wants to be left alone; null when it does not say.</summary>
    public static TimeSpan? PauseOf(HttpResponseMessage answer, TimeProvider clock)
    {
        if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            return null;
        var pause = RetryAfter(answer, clock) ?? (answer.StatusCode is HttpStatusCode.TooManyRequests ? UsualPause : TimeSpan.Zero);
        return pause <= TimeSpan.Zero ? null : pause < LongestPause ? pause : LongestPause;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider clock)
    {
        if (FirstOf(answer.Headers, "Retry-After")?.Trim() is not { Length: > 0 } text)
            return null;
        if (text.All(char.IsAsciiDigit))
            return long.TryParse(text, out var seconds) && seconds < LongestPause.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestPause;
        // The site's own clock may be wrong; how far its two dates are apart is what it means.
        return answer.Headers.RetryAfter?.Date is { } until ? until - (answer.Headers.Date ?? clock.GetUtcNow()) : null;
    }

    private static string? FirstOf(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.First() : null;

    private static string? Sendable(string? value) =>
        value is { Length: > 0 and <= MaxValidatorLength } && !value.Any(char.IsControl) ? value : null;
}
