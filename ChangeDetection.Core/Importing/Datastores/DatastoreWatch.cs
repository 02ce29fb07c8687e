using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Importing.Datastores.Fields;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Restock;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>Makes a watch of its document and of the files beside it.</summary>
/// <param name="root">The top of the datastore.</param>
/// <param name="groups">Its groups.</param>
/// <param name="proxies">Its proxies.</param>
/// <param name="files">The datastore.</param>
/// <param name="report">What is not carried over is noted here.</param>
/// <param name="clock">Fills in the templates of addresses, and bounds the time spent on judging rules.</param>
/// <param name="rules">Which addresses are taken besides those of web pages.</param>
internal sealed partial class DatastoreWatch(DatastoreRoot root, DatastoreGroups groups, DatastoreProxies proxies, DatastoreFiles files, ImportReport report, TimeProvider clock, WatchUrlRules rules)
{
    private const string RestockFile = "restock_diff.json";
    private const string HeadersFile = "headers.txt";
    private const string Restock = "restock_diff";

    /// <summary>How many watches had something of earlier checks that is not kept.</summary>
    public int Forgetful { get; private set; }

    /// <summary>The watch; null when its address cannot be used, which is noted.</summary>
    /// <param name="key">Its identity, or whatever stands in its place.</param>
    /// <param name="fields">The members of its document.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImportedWatch?> ReadAsync(string key, Dictionary<string, JsonElement> fields, CancellationToken cancellationToken)
    {
        WatchId? id = WatchId.TryParse(key, null, out var parsed) ? parsed : null;
        var place = id?.ToString() ?? ImportText.Quote(key);
        var document = DatastoreDocument.Json(fields);
        if (!WatchUrl.TryParse(document.TextOf("url"), clock, rules, out var url, out var problem))
        {
            report.Refused(place, $"The watch of '{ImportText.Quote(document.TextOf("url") ?? "")}' is left out: {problem}");
            return null;
        }

        if (fields.Any(field => FieldNames.IsForgotten(field.Key, field.Value)))
            Forgetful++;
        if (id is null)
            report.NotCarriedOver(place, "Its identity is no UUID; it gets a new one, without its history.");
        var present = id is { } known ? files.In(known.ToString()) : new Dictionary<string, DatastoreFile>();
        var steps = new SchemaSteps(root.Schema);
        steps.Apply(fields, root.Application);
        await AddRestockAsync(fields, present, place, cancellationToken);
        var settings = await AddHeadersAsync(new SettingsFields(place, report, clock).Read(fields), present, place, cancellationToken);
        return new ImportedWatch
        {
            Place = place,
            Id = id,
            Draft = Draft(url, settings, document, place),
            GroupTitles = steps.GroupTitles(fields),
            CreatedAt = document.MomentOf("date_created"),
            State = State(document, settings),
            History = id is null ? ImportedHistory.None : new DatastoreHistory(files, place, settings.Processor, Listed(document)),
            Icon = Icon(present),
        };
    }

    private WatchDraft Draft(WatchUrl url, WatchSettings settings, JsonElement document, string place) => new()
    {
        Url = url.Text,
        IsPaused = document.IsTrue("paused"),
        IsMuted = document.IsTrue("notification_muted"),
        LastViewedAt = document.MomentOf("last_viewed"),
        Settings = settings with { Tags = groups.IdsOf(document.TextsOf("tags"), place), Proxy = proxies.LabelFor(string.IsNullOrWhiteSpace(settings.Proxy) ? null : settings.Proxy) },
    };

    private async Task AddRestockAsync(Dictionary<string, JsonElement> fields, IReadOnlyDictionary<string, DatastoreFile> present, string place, CancellationToken cancellationToken)
    {
        if (!present.TryGetValue(RestockFile, out var file))
            return;
        try
        {
            fields["processor_config_restock_diff"] = DatastoreDocument.Json(await DatastoreDocument.ReadAsync(file, ImportLimits.DocumentBytes, cancellationToken));
        }
        catch (ImportException broken)
        {
            report.NotCarriedOver(place, $"Its price and stock rules are left out: {broken.Message}", "Set them by hand.");
        }
    }

    private async Task<WatchSettings> AddHeadersAsync(WatchSettings settings, IReadOnlyDictionary<string, DatastoreFile> present, string place, CancellationToken cancellationToken)
    {
        if (!present.TryGetValue(HeadersFile, out var file))
            return settings;
        try
        {
            var headers = HeaderLines.Parse(ImportText.Decode(await file.ReadAsync(ImportLimits.DocumentBytes, cancellationToken)), place, report);
            return settings with { Headers = settings.Headers.Where(header => !headers.ContainsKey(header.Key)).Concat(headers).ToDictionary() };
        }
        catch (ImportException broken)
        {
            report.NotCarriedOver(place, $"Its headers are left out: {broken.Message}", "Enter them by hand.");
            return settings;
        }
    }

    private static WatchState State(JsonElement document, WatchSettings settings) => new()
    {
        LastCheckedAt = document.MomentOf("last_checked"),
        LastViewedAt = document.MomentOf("last_viewed"),
        PageTitle = Short(document.TextOf("page_title"), 2000),
        ContentType = Short(document.TextOf("content-type"), 200),
        RemoteServer = Short(document.TextOf("remote_server_reply"), 200),
        CheckCount = document.NumberOf("check_count") is > 0 and < 1e15 and var count ? (long)count : 0,
        FetchTime = TimeSpan.FromSeconds(Math.Clamp(document.NumberOf("fetch_time") ?? 0, 0, 3600)),
        PreviousChecksum = document.TextOf("previous_md5") is { } checksum && Md5().IsMatch(checksum) ? checksum.ToLowerInvariant() : null,
        Offer = settings.Processor == Restock && document.Member("restock") is { } restock ? OfferIn(restock) : null,
    };

    private static Offer? OfferIn(JsonElement restock)
    {
        var price = restock.NumberOf("price") is >= 0 and < 1e15 and var number ? (decimal?)number : null;
        bool? isInStock = restock.Member("in_stock") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.ValueKind is JsonValueKind.True : null;
        return price is null && isInStock is null ? null : new Offer(price, Short(restock.TextOf("currency"), 10), Short(restock.TextOf("availability"), 200), isInStock);
    }

    private static string? Short(string? text, int most) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static List<KeyValuePair<string, string>> Listed(JsonElement document) =>
        document.Member("history") is { ValueKind: JsonValueKind.Object } history
            ? [.. history.EnumerateObject().Where(entry => entry.Value.ValueKind is JsonValueKind.String).Select(entry => new KeyValuePair<string, string>(entry.Name, entry.Value.Text()))]
            : [];

    private static ImportedIcon? Icon(IReadOnlyDictionary<string, DatastoreFile> present) =>
        present.Values.Where(file => IconName().IsMatch(file.Name) && file.Length is > 0 and <= ImportLimits.IconBytes).OrderBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault() is { } icon
            ? new ImportedIcon(icon.Name, token => icon.ReadAsync(ImportLimits.IconBytes, token))
            : null;

    [GeneratedRegex(@"^[0-9a-fA-F]{32}\z")]
    private static partial Regex Md5();

    [GeneratedRegex(@"^favicon\.[A-Za-z0-9]{1,8}\z")]
    private static partial Regex IconName();
}
