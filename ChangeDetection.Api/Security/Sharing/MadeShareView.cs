namespace ChangeDetection.Api.Security.Sharing;

/// <summary>A link just made: the only answer that holds it.</summary>
/// <param name="Share">Its facts.</param>
/// <param name="Address">The link.</param>
public sealed record MadeShareView(ShareView Share, string Address);
