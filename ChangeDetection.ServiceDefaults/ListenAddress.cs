using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChangeDetection.ServiceDefaults;

/// <summary>Where a host listens: PORT and LISTEN_HOST when given, by TLS when SSL_CERT_FILE and SSL_PRIVKEY_FILE name a certificate and its key, else the usual ASP.NET settings, else the host's own default.</summary>
public static class ListenAddress
{
    /// <summary>Applies PORT and LISTEN_HOST; a default port of 0 lets the system choose one.</summary>
    public static WebApplicationBuilder AddListenAddress(this WebApplicationBuilder builder, int defaultPort)
    {
        var port = builder.Configuration["PORT"];
        var host = builder.Configuration["LISTEN_HOST"];
        if (port is null && host is null && IsSetElsewhere(builder))
            return builder;
        var number = defaultPort;
        if (port is not null && (!int.TryParse(port, out number) || number is < 0 or > 65535))
            throw new OptionsValidationException("PORT", typeof(int), [$"PORT is '{port}'; it must be a number from 0 to 65535."]);
        var scheme = CompatibleNames.HasCertificate(builder.Configuration) ? "https" : "http";
        builder.WebHost.UseUrls($"{scheme}://{Bracketed(host ?? DefaultHost(builder, number))}:{number}");
        return builder;
    }

    /// <summary>This machine only; in a container that would be nobody at all, so there it is every address.</summary>
    private static string DefaultHost(WebApplicationBuilder builder, int port)
    {
        if (builder.Configuration.GetValue("DOTNET_RUNNING_IN_CONTAINER", false))
            return "*";
        // A port of the system's choice cannot be had for "localhost", which is two addresses.
        return port == 0 ? "127.0.0.1" : "localhost";
    }

    private static bool IsSetElsewhere(WebApplicationBuilder builder) =>
        new[] { "urls", "http_ports", "https_ports", "Kestrel:Endpoints" }.Any(key => builder.Configuration.GetSection(key) is { } section && (section.Value is not null || section.GetChildren().Any()));

    private static string Bracketed(string host) => host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host;
}
