using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Settings that open something which is closed by default.</summary>
public static class OperatorSwitch
{
    /// <summary>Whether a setting is on; off when it is not there.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="purpose">What it is on for, such as <c>to open private addresses</c>.</param>
    /// <exception cref="OptionsValidationException">It is neither on nor off.</exception>
    public static bool IsOn(IConfiguration configuration, string name, string purpose) => configuration[name]?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        null or "" or "FALSE" or "0" or "NO" or "OFF" => false,
        _ => throw new OptionsValidationException(name, typeof(bool), [$"{name} is '{configuration[name]}'; it must be true, 1 or yes {purpose}, or false, 0 or no."]),
    };
}
