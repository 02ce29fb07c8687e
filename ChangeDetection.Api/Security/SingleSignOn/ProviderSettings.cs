namespace ChangeDetection.Api.Security.SingleSignOn;

/// <summary>An identity provider that speaks OpenID Connect.</summary>
/// <param name="Name">What the button says.</param>
/// <param name="Authority">Its address.</param>
/// <param name="ClientId">Who we are to it.</param>
/// <param name="ClientSecret">By which it knows us; null for a public client.</param>
/// <param name="Scopes">What is asked for besides <c>openid</c> and <c>profile</c>.</param>
/// <param name="GroupsClaim">The claim that holds groups or roles.</param>
internal sealed record ProviderSettings(string Name, Uri Authority, string ClientId, string? ClientSecret, IReadOnlyList<string> Scopes, string GroupsClaim)
{
    /// <summary>Says everything but the secret, so that it stays out of logs.</summary>
    public override string ToString() => $"{Name} at {Authority}";
}
