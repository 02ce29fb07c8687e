using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChangeDetection.ServiceDefaults;

/// <summary>
/// Settings under the names that users of changedetection.io have in their containers already (peer behaviour, section 12).
/// The product's own name of a setting counts more.
/// </summary>
public static class CompatibleNames
{
    private const string CertificateFile = "SSL_CERT_FILE";
    private const string KeyFile = "SSL_PRIVKEY_FILE";

    private static readonly Dictionary<string, string> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TRACE"] = "Trace",
        ["DEBUG"] = "Debug",
        ["INFO"] = "Information",
        ["SUCCESS"] = "Information",
        ["WARNING"] = "Warning",
        ["ERROR"] = "Error",
        ["CRITICAL"] = "Critical",
    };

    /// <summary>Translates the names; a value that cannot be meant so ends the start with its name and what to give.</summary>
    public static IHostApplicationBuilder AddCompatibleNames(this IHostApplicationBuilder builder)
    {
        var known = new Dictionary<string, string?>();
        Translate(builder, known, "DEFAULT_SETTINGS_REQUESTS_TIMEOUT", "Fetch:Timeout", Seconds);
        Translate(builder, known, "DEFAULT_SETTINGS_HEADERS_USERAGENT", "Fetch:UserAgent", text => text);
        Translate(builder, known, "LOGGER_LEVEL", "Logging:LogLevel:Default", text => Levels.GetValueOrDefault(text) ?? throw Wrong("LOGGER_LEVEL", text, $"one of {string.Join(", ", Levels.Keys)}"));
        if (HasCertificate(builder.Configuration))
        {
            Translate(builder, known, CertificateFile, "Kestrel:Certificates:Default:Path", text => text);
            Translate(builder, known, KeyFile, "Kestrel:Certificates:Default:KeyPath", text => text);
        }

        builder.Configuration.AddInMemoryCollection(known);
        return builder;
    }

    /// <summary>Whether both files for TLS are named. The first name alone means something else to the system: whom it trusts.</summary>
    internal static bool HasCertificate(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[CertificateFile]) && !string.IsNullOrEmpty(configuration[KeyFile]);

    private static void Translate(IHostApplicationBuilder builder, Dictionary<string, string?> known, string name, string key, Func<string, string> read)
    {
        if (builder.Configuration[name] is { Length: > 0 } text && builder.Configuration[key] is null)
            known[key] = read(text.Trim());
    }

    private static string Seconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 1800
            ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
            : throw Wrong("DEFAULT_SETTINGS_REQUESTS_TIMEOUT", text, "a number of seconds from 1 to 1800");

    private static OptionsValidationException Wrong(string name, string text, string wanted) => new(name, typeof(string), [$"{name} is '{text}'; it must be {wanted}."]);
}
