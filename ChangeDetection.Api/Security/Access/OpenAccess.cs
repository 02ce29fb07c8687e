using System.Net;
using ChangeDetection.Api.Hosting;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Api.Security.SingleSignOn;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security.Access;

/// <summary>
/// Before the first user is there, whoever sits at the machine itself is let in, and nobody else: not by a proxy, and not by a page that
/// has its own name point to this machine. ALLOW_OPEN_ACCESS lets everybody in who reaches the port.
/// </summary>
internal sealed class OpenAccess(UserStore users, IOptions<SignInOptions> options, SingleSignOnSettings singleSignOn, ReverseProxySettings proxy)
{
    private static readonly string[] ForwardedHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    /// <summary>Whether there is a way to sign in, so that nobody is let in without.</summary>
    public async Task<bool> HasDoorAsync(CancellationToken cancellationToken) => singleSignOn.IsUsed || await users.AnyAsync(cancellationToken);

    /// <summary>The visitor of an installation without users, or null when this request is not let in.</summary>
    public async Task<Visitor?> FindAsync(HttpContext context) =>
        (options.Value.AllowOpenAccess || IsLocal(context)) && !await HasDoorAsync(context.RequestAborted) ? new Visitor("Somebody", AccessRole.Admin, Means.Open) : null;

    /// <summary>Whether a request comes from this very machine, and was meant for it.</summary>
    public bool IsLocal(HttpContext context) =>
        !proxy.TrustsForwardedHeaders
        && context.Features.Get<ArrivedFrom>()?.IsThisMachine is true
        && !ForwardedHeaders.Any(context.Request.Headers.ContainsKey)
        && IsNameOfThisMachine(context.Request.Host.Host);

    private static bool IsNameOfThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
