namespace ChangeDetection.Benchmarks.Load.Proof;

/// <summary>What the origin and the measured system say of one watch after a run.</summary>
/// <param name="Number">Which watch.</param>
/// <param name="Fetches">Requests for its page in the run, as the origin counted them.</param>
/// <param name="IsChecked">Whether the system says that it was checked in the run.</param>
/// <param name="Error">What the system says went wrong; null for nothing.</param>
/// <param name="MustChange">Whether a new version was served in the run.</param>
/// <param name="HasChanged">Whether the system says that a change was stored in the run.</param>
/// <param name="Expected">The versions that must be stored: all that were ever served.</param>
/// <param name="Stored">The versions that are stored; null when the system was not asked, which it is for some thousands of very many.</param>
internal sealed record ProvenWatch(int Number, int Fetches, bool IsChecked, string? Error, bool MustChange, bool HasChanged, int Expected, int? Stored);
