using System.Globalization;

namespace ChangeDetection.Benchmarks.Live;

/// <summary>How large the load is.</summary>
internal sealed record LiveLoadSettings(int Watches = 10_000, int Clients = 1_000, int Deaf = 50, int ChangesPerSecond = 200, int Seconds = 60, int Apis = 1)
{
    /// <summary>Reads words such as <c>clients=500</c>.</summary>
    public static LiveLoadSettings Read(IEnumerable<string> words)
    {
        var settings = new LiveLoadSettings();
        foreach (var word in words)
        {
            var number = word.Split('=') is [_, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new ArgumentException($"'{word}' is no setting; write for example clients=500.", nameof(words));
            settings = word.Split('=')[0] switch
            {
                "watches" => settings with { Watches = number },
                "clients" => settings with { Clients = number },
                "deaf" => settings with { Deaf = number },
                "changes" => settings with { ChangesPerSecond = number },
                "seconds" => settings with { Seconds = number },
                "apis" => settings with { Apis = number },
                _ => throw new ArgumentException($"'{word}' is no setting; there are watches, clients, deaf, changes, seconds and apis.", nameof(words)),
            };
        }

        return settings;
    }
}
