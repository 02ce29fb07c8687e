using System.ComponentModel.DataAnnotations;
using ChangeDetection.Core.Access;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Who can sign in as the environment says it; read from the root of the configuration, where people and containers put it.</summary>
internal sealed class SignInOptions
{
    public const string Section = "";

    /// <summary>The name of the admin whose password the environment sets.</summary>
    [ConfigurationKeyName("ADMIN_NAME")]
    [Required]
    [StringLength(User.LongestName, MinimumLength = 1)]
    public string AdminName { get; init; } = "admin";

    /// <summary>The password of that admin.</summary>
    [ConfigurationKeyName("ADMIN_PASSWORD")]
    [StringLength(Password.Longest, MinimumLength = Password.Shortest, ErrorMessage = "ADMIN_PASSWORD must have 8 to 200 characters.")]
    public string? AdminPassword { get; init; }

    /// <summary>The same as a hash of changedetection.io: base64 of a salt of 32 bytes and of PBKDF2-HMAC-SHA256 with 100,000 rounds (peer behaviour, section 9).</summary>
    [ConfigurationKeyName("SALTED_PASS")]
    [RegularExpression("^[A-Za-z0-9+/]{80,90}={0,2}$", ErrorMessage = "SALTED_PASS must be base64 of 64 bytes: the salt and the hash as changedetection.io makes them.")]
    public string? SaltedPassword { get; init; }

    /// <summary>Whether everybody who reaches the port is let in as long as there is no user.</summary>
    [ConfigurationKeyName("ALLOW_OPEN_ACCESS")]
    public bool AllowOpenAccess { get; init; }
}
