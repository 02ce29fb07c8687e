using System.Security.Claims;
using System.Text.Encodings.Web;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.V1.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.V1.Access;

/// <summary>Opens the v1 API to who sends the key in its one header. Cookies, query strings and the UI's login count for nothing here, and the key for nothing elsewhere.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiAccess access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string HeaderName = "x-api-key";

    public static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder(SchemeName).RequireAuthenticatedUser().Build();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<OpensWithApiKey>() is null)
            return AuthenticateResult.NoResult();
        var key = await access.ReadAsync(Context.RequestAborted);
        return IsOpen(key) ? AuthenticateResult.Success(Ticket()) : AuthenticateResult.Fail("The API key is missing or wrong.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        V1Answer.Of(StatusCodes.Status403Forbidden, V1Messages.WrongKey).ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => HandleChallengeAsync(properties);

    private bool IsOpen(ApiKey key) =>
        key.IsRequired ? Request.Headers[HeaderName] is [var given] && key.Matches(given) : !IsFromForeignPage();

    /// <summary>Without a key nothing but this keeps any page a person visits from working the API through their browser.</summary>
    private bool IsFromForeignPage() => Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    private static AuthenticationTicket Ticket() =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "REST client")], SchemeName)), SchemeName);
}
