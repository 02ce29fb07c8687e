using System.Globalization;

namespace ChangeDetection.Benchmarks.Load.Origin;

/// <summary>Where the origin's pages are: one port, many addresses of loopback.</summary>
/// <param name="Port">The port of all of them.</param>
/// <param name="Hosts">How many addresses.</param>
internal readonly record struct OriginPlace(int Port, int Hosts)
{
    public string HostOf(int host) => $"127.0.1.{host % Hosts + 1}";

    /// <summary>The page of a watch. Watches in a row are on different hosts.</summary>
    public string AddressOf(int watch) => string.Create(CultureInfo.InvariantCulture, $"http://{HostOf(watch)}:{Port}/page/{watch}");

    /// <summary>The number of the watch of an address; -1 when it is none of this origin.</summary>
    public static int WatchOf(string address) =>
        int.TryParse(address.AsSpan(address.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var watch) ? watch : -1;
}
