using ChangeDetection.Core.Icons;
using ChangeDetection.Worker.Fetching;

namespace ChangeDetection.Worker.Icons;

/// <summary>What the last looks for icons gave, so that hundreds of watches of one site ask it once.</summary>
/// <param name="age">How long a look is believed.</param>
/// <param name="clock">By which the age counts.</param>
internal sealed class KnownIcons(TimeSpan age, TimeProvider clock)
{
    private const int Most = 512;
    private const int LargestKept = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, Entry> _entries = [];

    /// <summary>Whether these addresses were tried by this way, and what came of it.</summary>
    public bool TryGet(Key key, out SiteIcon? icon)
    {
        lock (_gate)
        {
            var isKnown = _entries.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.At) < age;
            icon = isKnown ? entry!.Icon : null;
            return isKnown;
        }
    }

    /// <summary>Keeps what came of a look.</summary>
    public void Add(Key key, SiteIcon? icon)
    {
        if (icon?.Bytes.Length > LargestKept)
            return;
        lock (_gate)
        {
            if (_entries.Count >= Most)
                _entries.Remove(_entries.MinBy(entry => entry.Value.At).Key);
            _entries[key] = new Entry(icon, clock.GetTimestamp());
        }
    }

    /// <summary>Where was looked, and by which way.</summary>
    public readonly record struct Key(string Addresses, ProxyRoute Route, bool VerifiesTls)
    {
        public static Key Of(IconOrder order) => new(string.Join('\n', order.Addresses), order.Route, order.Watch.Settings.VerifyTls);
    }

    private sealed record Entry(SiteIcon? Icon, long At);
}
