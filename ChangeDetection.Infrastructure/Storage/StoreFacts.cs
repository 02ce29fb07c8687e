namespace ChangeDetection.Infrastructure.Storage;

/// <summary>What a person may know about the store.</summary>
/// <param name="Location">The file or the database, never a password.</param>
/// <param name="Directory">The data directory's full path.</param>
public sealed record StoreFacts(string Location, string Directory);
