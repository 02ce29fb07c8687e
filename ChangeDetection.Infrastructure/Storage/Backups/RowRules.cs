using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Icons;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Secrets;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>What a row of a backup must keep so that the store may take it in: no file is believed to come from us.</summary>
internal static partial class RowRules
{
    private const long LastSecond = 253_402_300_799;
    private const long LongestMilliseconds = 1_000_000_000_000;

    private static readonly string[] Processors = ["text_json_diff", "restock_diff"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];

    /// <summary>What is wrong with a row where these addresses are taken, or null.</summary>
    public static string? ProblemWith(object row, WatchUrlRules urls) => row switch
    {
        WatchRow watch => OfWatch(watch, urls),
        SnapshotRow version => OfVersion(version),
        ContentRow content => OfText(content.Hash, content.Encoding, content.Length),
        SeenTextRow seen => OfText(seen.Hash, seen.Encoding, seen.Length),
        CheckLogRow check => check.Slot < 0 || check.Number < 0 || !IsMoment(check.StartedAt) || check.Milliseconds is < 0 or > LongestMilliseconds ? "a number is out of its range" : null,
        _ => null,
    };

    /// <summary>What is wrong with the settings of an installation, or null.</summary>
    public static string? ProblemWithSettings(string document)
    {
        try
        {
            return SealedDocuments.ReadGlobalOutline(document).Groups.Select(group => group with { Settings = WithoutSealed(group.Settings, document) }).Select(OfGroup).FirstOrDefault(problem => problem is not null);
        }
        catch (JsonException damage)
        {
            return $"the settings of the installation cannot be read: {damage.Message}";
        }
    }

    /// <summary>Whether an icon is the picture it says: browsers are served it as that.</summary>
    public static bool IsPicture(IconRow icon) => SiteIcon.From(icon.Bytes) is { } picture && picture.Id == icon.Id && picture.Type == icon.Type;

    /// <summary>Whether a text fits its hash. One that does not was damaged before the backup was made; it is kept as it is.</summary>
    public static bool IsWhole(ContentRow content)
    {
        try
        {
            Content.Unpack(content);
            return true;
        }
        catch (DamagedContentException)
        {
            return false;
        }
    }

    private static string? OfWatch(WatchRow row, WatchUrlRules urls)
    {
        if (row.Id == Guid.Empty)
            return "the watch has no identity";
        if (!WatchUrl.TryParse(row.Url, TimeProvider.System, urls, out _, out var problem))
            return $"the address '{row.Url[..Math.Min(100, row.Url.Length)]}' is refused: {problem}";
        try
        {
            var watch = row.ToOutline();
            return watch.SettingsProblem is null ? OfSettings(WithoutSealed(watch.Settings, row.Settings)) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or OverflowException)
        {
            return $"the watch {row.Id} cannot be read: {wrong.Message}";
        }
    }

    private static string? OfSettings(WatchSettings settings)
    {
        if (!Processors.Contains(settings.Processor))
            return $"there is no processor '{settings.Processor}'";
        if (!Methods.Contains(settings.Method))
            return $"the method '{settings.Method}' is none of GET, POST, PUT and DELETE";
        if (!FetchBackend.IsMatch(settings.FetchBackend))
            return $"there is no fetcher '{settings.FetchBackend}'";
        return settings.NotificationUrls.FirstOrDefault(address => !NotificationUrl.IsMatch(address.Trim())) is { } bad ? $"no notification can go to an address that begins with '{bad[..Math.Min(5, bad.Length)]}'" : null;
    }

    // What is sealed cannot be judged; it was when it was stored.
    private static WatchSettings WithoutSealed(WatchSettings settings, string stored) => SealedDocuments.IsSealed(stored) ? settings with { NotificationUrls = [] } : settings;

    private static string? OfGroup(WatchGroup group)
    {
        if (string.IsNullOrWhiteSpace(group.Title) || !Guid.TryParse(group.Id, out _))
            return "a group has no title or no identity";
        return group.Colour is { } colour && !GroupColour.IsWellFormed(colour) ? $"the group '{group.Title}' has the colour '{colour}'; a colour is #rgb or #rrggbb" : OfSettings(group.Settings);
    }

    private static string? OfVersion(SnapshotRow version) =>
        version.Number < 1 || version.TakenAt is < 0 or > LastSecond || version.ContentHash.Length != SHA256.HashSizeInBytes ? "a number or hash is out of its range" : null;

    private static string? OfText(byte[] hash, int encoding, int length) =>
        hash.Length != SHA256.HashSizeInBytes || !Enum.IsDefined((ContentEncoding)encoding) || length is < 0 or > BackupFormat.LargestText ? "a hash, encoding or length is out of its range" : null;

    private static bool IsMoment(long milliseconds) => milliseconds is >= 0 and <= LastSecond * 1000;

    [GeneratedRegex("^(system|html_requests|html_webdriver|extra_browser_.+)$")]
    private static partial Regex FetchBackend { get; }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*://\S")]
    private static partial Regex NotificationUrl { get; }
}
