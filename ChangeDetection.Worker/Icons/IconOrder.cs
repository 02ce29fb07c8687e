using ChangeDetection.Core.Watches;
using ChangeDetection.Worker.Fetching;

namespace ChangeDetection.Worker.Icons;

/// <summary>A page just fetched, whose icon is wanted.</summary>
/// <param name="Watch">Its watch.</param>
/// <param name="Route">The way to the site.</param>
/// <param name="Addresses">Where the icon may be, best first.</param>
internal sealed record IconOrder(Watch Watch, ProxyRoute Route, IReadOnlyList<Uri> Addresses);
