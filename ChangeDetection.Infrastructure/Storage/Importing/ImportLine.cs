using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>The line of a report about one watch.</summary>
/// <param name="Place">Where it was found.</param>
/// <param name="Url">Its address.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Id">Its identity here.</param>
/// <param name="Versions">How many versions came with it.</param>
public sealed record ImportLine(string Place, string Url, ImportFate Fate, WatchId Id, int Versions);
