using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Counts failed attempts of the last quarter of an hour, by name. Each process counts for itself; what it remembers is bounded.</summary>
internal sealed class AttemptLimits(TimeProvider clock)
{
    /// <summary>How long a failure counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MostNames = 20_000;
    private const int SiteBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<long>> _failures = new(StringComparer.Ordinal);

    /// <summary>Notes a failure.</summary>
    public void Note(string name)
    {
        lock (_gate)
        {
            if (!_failures.TryGetValue(name, out var times))
            {
                if (_failures.Count >= MostNames)
                    ForgetOld();
                _failures[name] = times = new Queue<long>();
            }

            times.Enqueue(clock.GetTimestamp());
        }
    }

    /// <summary>How long to wait for the next attempt; null when there were fewer failures than the most.</summary>
    public TimeSpan? WaitOf(string name, int most)
    {
        lock (_gate)
        {
            if (!_failures.TryGetValue(name, out var times))
                return null;
            while (times.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Window)
                times.Dequeue();
            while (times.Count > most)
                times.Dequeue();
            return times.Count >= most ? Window - clock.GetElapsedTime(times.Peek()) : null;
        }
    }

    /// <summary>Forgets the failures of a name.</summary>
    public void Forget(string name)
    {
        lock (_gate)
            _failures.Remove(name);
    }

    /// <summary>An address as one place: of IPv6, the network that one customer gets.</summary>
    public static string PlaceOf(IPAddress? address)
    {
        if (address is null)
            return "here";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SiteBytes)) : address.ToString();
    }

    private void ForgetOld()
    {
        foreach (var name in _failures.Where(entry => entry.Value.All(time => clock.GetElapsedTime(time) >= Window)).Select(entry => entry.Key).ToList())
            _failures.Remove(name);
        // A flood of names: the count of what came first goes, not the memory of the process.
        while (_failures.Count >= MostNames)
            _failures.Remove(_failures.Keys.First());
    }
}
