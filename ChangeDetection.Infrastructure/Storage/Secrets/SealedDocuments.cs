using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>
/// Documents of settings on their way into rows and out of them. In a row, every secret text is sealed with the store's key ring, and the document
/// is marked as such; a document without a mark is read as it is, as older versions wrote it.
/// </summary>
internal sealed partial class SealedDocuments(KeyRing keys)
{
    /// <summary>What a document with sealed texts begins with, and each of those texts. No JSON begins so.</summary>
    public const string Mark = "sealed:1:";

    private volatile ReadDocument? _lastGlobal;

    /// <summary>Whether secrets of a stored document are sealed.</summary>
    public static bool IsSealed(string stored) => stored.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The settings without their secrets being opened: for schedules and lists, which have no use for them.</summary>
    /// <exception cref="JsonException">The document is damaged.</exception>
    public static WatchSettings ReadOutline(string stored) => WatchSettingsJson.ReadWatch(Text(stored));

    /// <summary>The same of the installation's settings.</summary>
    /// <exception cref="JsonException">The document is damaged.</exception>
    public static GlobalSettings ReadGlobalOutline(string stored) => WatchSettingsJson.ReadGlobal(Text(stored));

    /// <summary>The settings; secrets whose key is gone are empty and named in <see cref="WatchSettings.LostSecrets"/>.</summary>
    /// <exception cref="JsonException">The document is damaged.</exception>
    public WatchSettings ReadWatch(string stored)
    {
        if (!IsSealed(stored))
            return WatchSettingsJson.ReadWatch(stored);
        var (document, lost) = OpenAll(stored);
        return WatchSettingsJson.ReadWatch(document) with { LostSecrets = lost };
    }

    /// <summary>The same of the installation's settings; each group has its own list of what is lost.</summary>
    /// <exception cref="JsonException">The document is damaged.</exception>
    public GlobalSettings ReadGlobal(string stored)
    {
        // Every check asks; between two edits the document is the same.
        if (_lastGlobal is { } last && last.Stored == stored)
            return last.Settings;
        var (document, lost) = IsSealed(stored) ? OpenAll(stored) : (stored, []);
        var settings = WithLost(WatchSettingsJson.ReadGlobal(document), lost);
        // What is lost may be found again.
        _lastGlobal = lost.Count == 0 ? new ReadDocument(stored, settings) : null;
        return settings;
    }

    /// <summary>The document to store.</summary>
    /// <param name="settings">What is stored.</param>
    /// <param name="before">The document that is replaced: what did not change stays sealed as it is, and so does what cannot be opened.</param>
    public string Write(WatchSettings settings, string? before)
    {
        var document = WatchSettingsJson.Write(settings);
        return SecretMembers.MayBeIn(settings) ? Seal(document, before) : document;
    }

    /// <summary>The same of the installation's settings.</summary>
    public string Write(GlobalSettings settings, string? before) => Seal(WatchSettingsJson.Write(settings), before);

    /// <summary>A document as it is stored. One that is sealed already, or damaged, stays as it is.</summary>
    public string Seal(string document, string? before = null)
    {
        if (IsSealed(document))
            return document;
        try
        {
            var known = before is null || !IsSealed(before) ? [] : Known(before);
            var hasSealed = false;
            var text = SecretTexts.Replace(WatchSettingsJson.Whole(document), (place, value) =>
            {
                var stored = known.TryGetValue(place, out var one) && one.Text == value ? one.Sealed : value.Length == 0 ? "" : Mark + keys.Seal(value);
                hasSealed |= stored.Length > 0;
                return stored;
            });
            return hasSealed ? Mark + text : document;
        }
        catch (JsonException)
        {
            return document;
        }
    }

    /// <summary>A stored document as plain JSON, for a backup. One with a secret that cannot be opened stays sealed: the keys may be where it is restored.</summary>
    public string Open(string stored)
    {
        if (!IsSealed(stored))
            return stored;
        try
        {
            return OpenAll(stored) is { Lost.Count: 0 } opened ? opened.Document : stored;
        }
        catch (JsonException)
        {
            return stored;
        }
    }

    private (string Document, IReadOnlyList<string> Lost) OpenAll(string stored)
    {
        var lost = new List<string>();
        var document = SecretTexts.Replace(Text(stored), (place, value) => OpenText(place, value, lost));
        return (document, lost);
    }

    private Dictionary<string, (string Sealed, string Text)> Known(string stored)
    {
        var known = new Dictionary<string, (string Sealed, string Text)>(StringComparer.Ordinal);
        SecretTexts.Replace(Text(stored), (place, value) =>
        {
            if (IsSealed(value))
                known.TryAdd(place, (value, OpenText(place, value, [])));
            return value;
        });
        return known;
    }

    private string OpenText(string place, string value, List<string> lost)
    {
        if (!IsSealed(value))
            return value;
        if (keys.TryOpen(value[Mark.Length..]) is { } text)
            return text;
        lost.Add(place);
        return "";
    }

    private static string Text(string stored) => IsSealed(stored) ? stored[Mark.Length..] : stored;

    private static GlobalSettings WithLost(GlobalSettings settings, IReadOnlyList<string> lost)
    {
        if (lost.Count == 0)
            return settings;
        var ofGroups = lost.Select(place => OfGroup.Match(place)).Where(match => match.Success).ToLookup(match => match.Groups["id"].Value, match => match.Groups["place"].Value);
        return settings with
        {
            LostSecrets = [.. lost.Where(place => !OfGroup.IsMatch(place))],
            Groups = [.. settings.Groups.Select(group => ofGroups.Contains(group.Id) ? group with { Settings = group.Settings with { LostSecrets = [.. ofGroups[group.Id]] } } : group)],
        };
    }

    [GeneratedRegex(@"^groups\[(?<id>[^\]]*)\]\.settings\.(?<place>.*)$", RegexOptions.Singleline)]
    private static partial Regex OfGroup { get; }

    private sealed record ReadDocument(string Stored, GlobalSettings Settings);
}
