namespace ChangeDetection.Core.Importing;

/// <summary>Nothing can be read from a file or from one part of it; the message tells a person why and what to do.</summary>
public sealed class ImportException(string message, Exception? cause = null) : Exception(message, cause);
