using System.Security.Cryptography;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Templates;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Fetching;

/// <summary>A request with all templates filled in and all headers merged.</summary>
/// <param name="Address">Where it goes first.</param>
/// <param name="Method">The method of the first hop.</param>
/// <param name="Body">The body of the first hop; null for none.</param>
/// <param name="Headers">A person's headers, for the origin of <paramref name="Address"/>.</param>
/// <param name="Fingerprint">Which headers of the installation are among them, by <see cref="PageValidators.Headers"/>.</param>
internal sealed record PlannedRequest(Uri Address, HttpMethod Method, string? Body, IReadOnlyDictionary<string, string> Headers, string? Fingerprint)
{
    private static readonly string[] Conditions = ["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range"];

    /// <summary>Whether sending it again changes nothing at the site.</summary>
    public bool IsRepeatable => Body is null && (Method == HttpMethod.Get || Method == HttpMethod.Head);

    /// <summary>Whether the person asks under a condition already.</summary>
    public bool HasCondition => Conditions.Any(Headers.ContainsKey);

    /// <summary>Makes the request of an order, or says why it cannot be made.</summary>
    public static PlannedRequest? Make(FetchOrder order, WatchUrlRules urls, TimeProvider clock, out FetchResult.Failed? failed)
    {
        var settings = order.Watch.Settings;
        var method = new HttpMethod(settings.Method);
        var body = method == HttpMethod.Get || string.IsNullOrEmpty(settings.Body) ? null : settings.Body;
        if (!WatchUrl.TryParse(order.Watch.Url, clock, urls, out var url, out var problem))
            failed = new FetchResult.Failed(problem == WatchUrl.InvalidTemplate ? CheckFailure.InvalidTemplate : CheckFailure.AddressRefused, problem);
        else if (body is not null && !TryRender(ref body, clock))
            failed = Invalid("request body");
        else if (Merge(settings.Headers, order.Global.Headers, clock, out failed) is { } headers)
            return new PlannedRequest(url.Uri, method, body, headers, FingerprintOf(order.Global.Headers));
        return null;
    }

    // Later ones win, as in v1.
    private static Dictionary<string, string>? Merge(
        IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> global, TimeProvider clock, out FetchResult.Failed? failed)
    {
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in own.Concat(global))
            merged[name] = value;
        foreach (var (name, value) in merged.ToList())
        {
            var rendered = value;
            failed = TryRender(ref rendered, clock) ? FetchProblems.Unsendable(name, rendered) : Invalid($"request header '{FetchProblems.Readable(name)}'");
            if (failed is not null)
                return null;
            merged[name] = rendered;
        }

        failed = null;
        return merged;
    }

    // Of the headers as they were written: what a template makes of the time is not another page each time.
    private static string? FingerprintOf(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
            return null;
        var lines = headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static bool TryRender(ref string text, TimeProvider clock)
    {
        try
        {
            text = TemplateText.Render(text, clock);
            return true;
        }
        catch (TemplateException)
        {
            return false;
        }
    }

    // Why is not said: it would repeat what stands there, and headers hold secrets.
    private static FetchResult.Failed Invalid(string place) =>
        new(CheckFailure.InvalidTemplate, $"The {place} contains invalid Jinja2 template syntax.");
}
