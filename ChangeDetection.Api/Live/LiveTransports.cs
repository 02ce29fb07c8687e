using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Live;

/// <summary>The ways that a live connection may take.</summary>
/// <param name="Allowed">Those of the framework.</param>
internal sealed record LiveTransports(HttpTransportType Allowed)
{
    private const string Setting = "LIVE_TRANSPORTS";

    // In the order in which a page prefers them.
    private static readonly (string Name, HttpTransportType Type)[] Known =
        [("websockets", HttpTransportType.WebSockets), ("sse", HttpTransportType.ServerSentEvents), ("longpolling", HttpTransportType.LongPolling)];

    /// <summary>The allowed ones as the setting and the scripts spell them, separated by commas.</summary>
    public string Names => string.Join(',', Known.Where(one => Allowed.HasFlag(one.Type)).Select(one => one.Name));

    /// <summary>The name of one of them.</summary>
    public static string NameOf(HttpTransportType type) => Array.Find(Known, one => one.Type == type).Name ?? "none";

    /// <summary>Reads LIVE_TRANSPORTS; without it every way is allowed.</summary>
    public static LiveTransports Read(IConfiguration configuration)
    {
        if (configuration[Setting] is not { } text || string.IsNullOrWhiteSpace(text))
            return new LiveTransports(HttpTransports.All);
        return new LiveTransports(text.Split(',', StringSplitOptions.TrimEntries).Aggregate(HttpTransportType.None, (all, word) => all | TypeOf(word)));
    }

    private static HttpTransportType TypeOf(string word)
    {
        var type = Array.Find(Known, one => one.Name.Equals(word, StringComparison.OrdinalIgnoreCase)).Type;
        return type != HttpTransportType.None ? type : throw new OptionsValidationException(Setting, typeof(HttpTransportType), [Problem(word)]);
    }

    private static string Problem(string word) =>
        $"{Setting} has {(word.Length == 0 ? "an empty word" : $"the unknown word '{word}'")}; it must be one or more of {string.Join(", ", Known.Select(one => one.Name))}, separated by commas.";
}
