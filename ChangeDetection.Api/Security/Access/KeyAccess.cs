using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Knows whom a key of the REST API lets in.</summary>
internal sealed class KeyAccess(ApiAccess main, KeyStore keys)
{
    /// <summary>The one header in which a key counts.</summary>
    public const string HeaderName = "x-api-key";

    /// <summary>The holder of a key, or null when it is none.</summary>
    public async Task<Visitor?> FindAsync(string given, CancellationToken cancellationToken)
    {
        if ((await main.ReadAsync(cancellationToken)).Matches(given))
            return new Visitor("REST client", AccessRole.Admin, Means.Key);
        return await keys.FindAsync(given, cancellationToken) is { } key ? new Visitor(key.Name, key.Role, Means.Key) { KeyId = key.Id } : null;
    }

    /// <summary>The key of a request: exactly one in the header, or null.</summary>
    public static string? Of(HttpRequest request) => request.Headers[HeaderName] is [{ } given] ? given : null;
}
