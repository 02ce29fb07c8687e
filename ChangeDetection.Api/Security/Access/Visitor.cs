using System.Security.Claims;
using ChangeDetection.Core.Access;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Name">For people to read.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Means">By what they may be here.</param>
internal sealed record Visitor(string Name, AccessRole Role, Means Means)
{
    /// <summary>The user; null for keys and where there are none.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The session; null without one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The named key; null for the main key and everybody else.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Whether browsers bring these means along with requests that another site made them send.</summary>
    public bool ComesByItself => Means is Means.Session or Means.Proxy;

    /// <summary>The visitor of a principal; null when nobody was let in.</summary>
    public static Visitor? Of(ClaimsPrincipal? principal) => (principal?.Identity as Identity)?.Visitor;

    /// <summary>The principal of the visitor.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new Identity(this, scheme));

    // Forms and live connections are bound to these claims: to the session where there is one.
    private static IEnumerable<Claim> ClaimsOf(Visitor visitor) =>
        [new(ClaimTypes.Name, visitor.Name), new(ClaimTypes.NameIdentifier, visitor.SessionId ?? $"{visitor.Means}:{visitor.UserId ?? visitor.KeyId}:{visitor.Name}")];

    private sealed class Identity(Visitor visitor, string scheme) : ClaimsIdentity(ClaimsOf(visitor), scheme)
    {
        public Visitor Visitor => visitor;
    }
}
