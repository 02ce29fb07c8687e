namespace ChangeDetection.Api.Live.Operating;

/// <summary>How an operation went.</summary>
/// <param name="Operation">What was done.</param>
/// <param name="Done">With how many watches.</param>
/// <param name="Missing">How many of those named do not exist, or are no identities at all; nothing happened to them.</param>
/// <param name="Message">The same for people.</param>
public sealed record OperationResult(string Operation, int Done, int Missing, string Message);
