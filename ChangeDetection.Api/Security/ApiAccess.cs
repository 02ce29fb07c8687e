using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security;

/// <summary>Knows the REST key that counts now.</summary>
internal sealed class ApiAccess(GlobalSettingsStore settings, IOptions<ApiAccessOptions> options)
{
    /// <summary>The key of the configuration, else the stored one.</summary>
    public async Task<ApiKey> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await settings.ReadAsync(cancellationToken);
        return options.Value.AccessToken is { Length: > 0 } configured
            ? new ApiKey(configured, ApiKeySource.Configured, stored.ApiAccessTokenEnabled)
            : new ApiKey(stored.ApiAccessToken, ApiKeySource.Stored, stored.ApiAccessTokenEnabled);
    }
}
