using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>The admin whose password the environment sets: put into the store at each start, so that a changed variable is a changed password.</summary>
internal sealed class ConfiguredAdmin(UserStore users, Passwords passwords, IOptions<SignInOptions> options)
{
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var configured = options.Value;
        if (string.IsNullOrEmpty(configured.AdminPassword) && string.IsNullOrEmpty(configured.SaltedPassword))
        {
            await users.ForgetConfiguredAsync(cancellationToken);
            return;
        }

        await users.EnsureAdminAsync(configured.AdminName, await HashAsync(configured, cancellationToken), isConfigured: true, cancellationToken);
    }

    private async Task<string> HashAsync(SignInOptions configured, CancellationToken cancellationToken)
    {
        if (configured.AdminPassword is not { Length: > 0 } password)
            return Passwords.FromSalted(configured.SaltedPassword!);
        var known = (await users.FindForSignInAsync(configured.AdminName, cancellationToken))?.PasswordHash;
        return known is not null && (await passwords.VerifyAsync(known, password, cancellationToken)).IsRight ? known : passwords.Hash(password);
    }
}
