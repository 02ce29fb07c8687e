namespace ChangeDetection.Api.Watches;

/// <summary>The watch is not in the version that a request asks for.</summary>
internal sealed class WatchChangedException() : Exception("The watch was changed meanwhile; read it again and repeat the edit.");
