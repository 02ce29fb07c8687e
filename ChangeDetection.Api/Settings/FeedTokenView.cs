namespace ChangeDetection.Api.Settings;

/// <summary>The token of the feeds.</summary>
/// <param name="Token">What readers send as <c>token</c> in the address.</param>
public sealed record FeedTokenView(string Token);
