using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Hosting;

/// <summary>What the environment says of a proxy in front of this server.</summary>
/// <param name="TrustsForwardedHeaders">Whether the X-Forwarded headers of the nearest proxies count.</param>
/// <param name="Hops">How many proxies in a row are believed.</param>
/// <param name="BasePath">The path below which the pages are found outside; empty for the root.</param>
internal sealed partial record ReverseProxySettings(bool TrustsForwardedHeaders, int Hops, PathString BasePath)
{
    private const string Trust = "USE_X_SETTINGS";
    private const string HopCount = "X_FORWARDED_HOPS";
    private const string Base = "BASE_PATH";
    private const int MostHops = 10;

    /// <summary>Reads USE_X_SETTINGS, X_FORWARDED_HOPS and BASE_PATH; without them nothing is believed and the pages are at the root.</summary>
    public static ReverseProxySettings Read(IConfiguration configuration) =>
        new(ReadTrust(configuration[Trust]), ReadHops(configuration[HopCount]), ReadBasePath(configuration[Base]));

    /// <summary>The same for the framework. Whoever sets USE_X_SETTINGS lets nobody but the proxy reach the port, so no address of a proxy is asked for.</summary>
    public ForwardedHeadersOptions ToForwardedHeaders()
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = Hops };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        return options;
    }

    private static bool ReadTrust(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" => true,
        null or "" or "FALSE" or "0" or "NO" => false,
        _ => throw Wrong(Trust, text, "must be true, 1 or yes to trust the headers of a proxy, or false, 0 or no"),
    };

    private static int ReadHops(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops is >= 1 and <= MostHops
            ? hops
            : throw Wrong(HopCount, text, $"must be a number of proxies from 1 to {MostHops}");
    }

    private static PathString ReadBasePath(string? text)
    {
        var path = text?.Trim().Trim('/') ?? "";
        if (path.Length == 0)
            return PathString.Empty;
        return Path().IsMatch(path) ? new PathString($"/{path}") : throw Wrong(Base, text!, "must be a path such as /watch, of letters, digits and - . _ ~");
    }

    private static OptionsValidationException Wrong(string setting, string value, string must) =>
        new(setting, typeof(ReverseProxySettings), [$"{setting} is '{value}'; it {must}."]);

    [GeneratedRegex(@"^(?!\.{1,2}(/|$))[\w.~-]+(/(?!\.{1,2}(/|$))[\w.~-]+)*\z", RegexOptions.ECMAScript)]
    private static partial Regex Path();
}
