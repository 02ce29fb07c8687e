using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>Gives watches of a source without identities one made of what they are, so that the same source read again gives the same watches.</summary>
internal sealed class ImportIdentity
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The identity of a watch; the second of two that are the same in all gets another one.</summary>
    public WatchId Of(ImportedWatch watch)
    {
        if (watch.Id is { } id)
            return id;
        var text = $"import\n{watch.Draft.Url}\n{WatchSettingsJson.Write(watch.Draft.Settings with { Tags = [], Unknown = null })}";
        _seen[text] = _seen.GetValueOrDefault(text) + 1;
        return WatchKey.ToId($"{text}\n{_seen[text]}");
    }
}
