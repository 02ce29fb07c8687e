namespace ChangeDetection.Benchmarks.Load.Proof;

/// <summary>What the origin and the measured system say of one watch after a run.</summary>
/// <param name="Number">Which watch.</param>
/// <param name="Fetches">Requests for its page in the run, as the origin counted them.</param>
/// <param name="IsChecked">Whether the system says that it was checked in the run.</param>
/// <param name="Error">What the system says went wrong; null for nothing.</param>
/// <param name="Expected">The versions that must be stored: those from before the run and those served in it.</param>
/// <param name="Stored">The versions that are stored.</param>
internal sealed record ProvenWatch(int Number, int Fetches, bool IsChecked, string? Error, int Expected, int Stored);
