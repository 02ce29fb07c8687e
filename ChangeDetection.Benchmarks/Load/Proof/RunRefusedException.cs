namespace ChangeDetection.Benchmarks.Load.Proof;

/// <summary>A run whose figures would not be true: something was not fetched, or not stored. Nothing is reported of it.</summary>
internal sealed class RunRefusedException(string message) : Exception(message);
