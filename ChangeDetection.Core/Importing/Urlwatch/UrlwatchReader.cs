using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;
using YamlDotNet.RepresentationModel;

namespace ChangeDetection.Core.Importing.Urlwatch;

/// <summary>Reads the jobs files of urlwatch and webchanges.</summary>
internal sealed class UrlwatchReader(TimeProvider clock, WatchUrlRules rules)
{
    private static readonly string[] Known =
        ["name", "url", "navigate", "command", "filter", "filters", "headers", "cookies", "method", "data", "enabled", "tags", "ssl_no_verify", "http_proxy", "https_proxy", "use_browser", "kind", "note", "user_visible_url", "is_markdown", "index_number"];

    /// <summary>The watches of a file.</summary>
    /// <exception cref="ImportException">It is not YAML, or nested too deeply.</exception>
    public ImportResult Read(string text)
    {
        var report = new ImportReport();
        var watches = new List<ImportedWatch>();
        foreach (var (line, job) in YamlJobs.Read(text, report))
        {
            if (ReadJob(job, FormattableString.Invariant($"line {line}"), report) is { } watch)
                watches.Add(watch);
        }

        return new ImportResult(ImportFormat.Urlwatch, report) { Watches = watches };
    }

    private ImportedWatch? ReadJob(YamlMappingNode job, string place, ImportReport report)
    {
        var address = job.Text("url") ?? job.Text("navigate");
        if (!WatchUrl.TryParse(address, clock, rules, out var url, out var problem))
        {
            report.Refused(place, (address, job.Text("command")) switch
            {
                (null, null) => "The job has no address ('url').",
                (null, _) => "The job runs a command; only pages are watched here.",
                _ => $"{ImportText.Quote(address)}: {problem}",
            });
            return null;
        }

        NoteOthers(job, place, report);
        var filters = new UrlwatchFilters(place, report);
        filters.Read(job.Field("filter") ?? job.Field("filters"));
        return new ImportedWatch
        {
            Place = place,
            Draft = new WatchDraft { Url = url.Text, IsPaused = job.Answer("enabled") == false, Settings = Request(filters.Over(new WatchSettings()), job, place, report) },
            GroupTitles = job.Field("tags") is YamlSequenceNode tags ? GroupNames.Of(tags.Children.Select(YamlValues.Text)) : GroupNames.In(job.Text("tags")),
        };
    }

    private static void NoteOthers(YamlMappingNode job, string place, ImportReport report)
    {
        foreach (var name in job.Children.Keys.Select(key => key.Text() ?? "?").Except(Known))
            report.NotCarriedOver(place, $"'{ImportText.Quote(name)}' is not carried over.");
        foreach (var name in ((string[])["http_proxy", "https_proxy"]).Where(name => job.Text(name) is not null))
            report.NotCarriedOver(place, $"'{name}' is not carried over.", "Enter the proxy in the settings and choose it in the watch.");
        foreach (var name in ((string[])["note", "user_visible_url"]).Where(name => job.Text(name) is not null))
            report.NotCarriedOver(place, $"'{name}' is not carried over.");
    }

    private static WatchSettings Request(WatchSettings settings, YamlMappingNode job, string place, ImportReport report)
    {
        var body = Body(job);
        var method = job.Text("method")?.ToUpperInvariant() ?? (body is null ? "GET" : "POST");
        if (method is not ("GET" or "POST" or "PUT" or "DELETE"))
        {
            report.NotCarriedOver(place, $"The method {ImportText.Quote(method)} is not known here; the page is asked for with GET.");
            method = "GET";
        }

        return settings with
        {
            Title = job.Text("name")?.Trim(),
            Method = method,
            Body = body,
            Headers = Headers(job, place, report),
            VerifyTls = job.Answer("ssl_no_verify") != true,
            FetchBackend = job.Text("navigate") is not null || job.Answer("use_browser") == true || job.Text("kind") == "browser" ? "html_webdriver" : "system",
        };
    }

    private static string? Body(YamlMappingNode job) =>
        job.Field("data") is YamlMappingNode
            ? string.Join('&', job.Pairs("data").Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))
            : job.Text("data");

    private static Dictionary<string, string> Headers(YamlMappingNode job, string place, ImportReport report)
    {
        var headers = HeaderLines.Judge(job.Pairs("headers"), place, report);
        var cookies = string.Join("; ", job.Pairs("cookies").Select(cookie => $"{cookie.Key}={cookie.Value}"));
        if (cookies.Length > 0 && RequestHeader.IsValue(cookies))
            headers["Cookie"] = cookies;
        if (job.Field("data") is YamlMappingNode && !headers.ContainsKey("Content-Type"))
            headers["Content-Type"] = "application/x-www-form-urlencoded";
        return headers;
    }
}
