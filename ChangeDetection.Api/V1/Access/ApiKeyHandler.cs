using System.Text.Encodings.Web;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.V1.Access;

/// <summary>Opens the v1 API to who sends the key in its one header. Cookies, query strings and the UI's login count for nothing here, and the key for nothing elsewhere.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiAccess access, KeyAccess keys, WrongKeys wrongKeys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    public static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder(SchemeName).RequireAuthenticatedUser().AddRequirements(new RoleRequirement(null)).Build();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<OpensWithApiKey>() is null)
            return AuthenticateResult.NoResult();
        return await FindAsync() is { } visitor
            ? AuthenticateResult.Success(new AuthenticationTicket(visitor.ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("The API key is missing or wrong.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (wrongKeys.WaitOf(Context) is not { } wait)
            return V1Answer.Of(StatusCodes.Status403Forbidden, V1Messages.WrongKey).ExecuteAsync(Context);
        Response.Headers.RetryAfter = WrongKeys.SecondsOf(wait);
        return V1Answer.Of(StatusCodes.Status429TooManyRequests, V1Messages.TooManyWrongKeys).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        V1Answer.Of(StatusCodes.Status403Forbidden, V1Messages.KeyMayOnlyRead).ExecuteAsync(Context);

    private async Task<Visitor?> FindAsync()
    {
        if (!(await access.ReadAsync(Context.RequestAborted)).IsRequired)
            return IsFromForeignPage() ? null : new Visitor("REST client", AccessRole.Admin, Means.Key);
        if (KeyAccess.Of(Request) is { } given && await keys.FindAsync(given, Context.RequestAborted) is { } holder)
            return holder;
        if (Request.Headers.ContainsKey(KeyAccess.HeaderName))
            wrongKeys.Note(Context);
        return null;
    }

    /// <summary>Without a key nothing but this keeps any page a person visits from working the API through their browser.</summary>
    private bool IsFromForeignPage() => Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
