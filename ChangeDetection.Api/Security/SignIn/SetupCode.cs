using System.Security.Cryptography;
using System.Text;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>The code by which somebody who is not at the machine proves that the installation is theirs, before there is a user: the log tells it. All processes have the same.</summary>
internal sealed class SetupCode(GlobalSettingsStore settings)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 10;

    /// <summary>The code, worked out from a secret of the store.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var secret = (await settings.ReadAsync(cancellationToken)).ApiAccessToken;
        var bytes = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "first user"u8);
        return string.Concat(bytes.Take(Length).Select(part => Letters[part % Letters.Length]));
    }
}
