using ChangeDetection.Api.Security.Access;
using ChangeDetection.Core.Access;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security.SingleSignOn;

/// <summary>Which role somebody gets whom another system vouches for: by name, mail address or group, from AUTH_ADMINS, AUTH_EDITORS, AUTH_VIEWERS; everybody else gets AUTH_DEFAULT_ROLE, or nothing.</summary>
/// <param name="Admins">Who are admins.</param>
/// <param name="Editors">Who are editors.</param>
/// <param name="Viewers">Who are viewers.</param>
/// <param name="Default">The role of all others; null lets nobody else in.</param>
internal sealed record RoleRules(IReadOnlySet<string> Admins, IReadOnlySet<string> Editors, IReadOnlySet<string> Viewers, AccessRole? Default)
{
    private const string DefaultName = "AUTH_DEFAULT_ROLE";

    /// <summary>Reads the environment.</summary>
    public static RoleRules Read(IConfiguration configuration) =>
        new(Words(configuration["AUTH_ADMINS"]), Words(configuration["AUTH_EDITORS"]), Words(configuration["AUTH_VIEWERS"]), ReadDefault(configuration[DefaultName]));

    /// <summary>The role of somebody, or null when they are not let in.</summary>
    /// <param name="words">Their name, mail address and groups.</param>
    public AccessRole? Of(IReadOnlyCollection<string> words) =>
        words.Any(Admins.Contains) ? AccessRole.Admin
        : words.Any(Editors.Contains) ? AccessRole.Editor
        : words.Any(Viewers.Contains) ? AccessRole.Viewer
        : Default;

    private static HashSet<string> Words(string? text) =>
        new((text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private static AccessRole? ReadDefault(string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase) ? null
        : Roles.Find(text) ?? throw new OptionsValidationException(DefaultName, typeof(RoleRules), [$"{DefaultName} is '{text}'; it must be none, viewer, editor or admin."]);
}
