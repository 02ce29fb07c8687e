namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>How far an import is.</summary>
/// <param name="Done">Watches dealt with.</param>
/// <param name="Total">Watches in the source.</param>
public readonly record struct ImportProgress(int Done, int Total);
