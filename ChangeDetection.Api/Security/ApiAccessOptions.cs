using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Api.Security;

/// <summary>The REST key as the environment sets it; read from the root of the configuration, where people and containers put it.</summary>
internal sealed class ApiAccessOptions
{
    public const string Section = "";

    /// <summary>The key that replaces the stored one; empty means the stored one counts.</summary>
    [ConfigurationKeyName("API_ACCESS_TOKEN")]
    [RegularExpression("^[!-~]{16,200}$", ErrorMessage = "API_ACCESS_TOKEN must be 16 to 200 visible ASCII characters without spaces.")]
    public string? AccessToken { get; init; }
}
