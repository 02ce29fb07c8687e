namespace ChangeDetection.Api.Live.Contract;

/// <summary>The answer to a ping.</summary>
/// <param name="Now">The server's time in epoch milliseconds.</param>
/// <param name="Transport">The way by which the client is connected: <c>websockets</c>, <c>sse</c> or <c>longpolling</c>.</param>
public sealed record PingAnswer(long Now, string Transport);
