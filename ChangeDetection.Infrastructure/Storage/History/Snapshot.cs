namespace ChangeDetection.Infrastructure.Storage.History;

/// <summary>One stored version of a watch, without its text.</summary>
/// <param name="Number">1 for the first version, then without gaps.</param>
/// <param name="TakenAt">When the check that found it began, in whole seconds, unique within a watch.</param>
/// <param name="Checksum">Lower-case hexadecimal MD5 of the compared text, as v1 clients know it.</param>
public sealed record Snapshot(int Number, DateTimeOffset TakenAt, string Checksum);
