using System.Globalization;
using ChangeDetection.Benchmarks.Load.Scenarios;
using ChangeDetection.Benchmarks.Load.Systems;

namespace ChangeDetection.Benchmarks.Load;

/// <summary>What is measured, and how much of it.</summary>
internal sealed record LoadSettings
{
    /// <summary>Names of the scenarios, in the order they run.</summary>
    public static readonly IReadOnlyList<string> AllScenarios = ["recheck", "create", "size", "steady", "growth", "live", "soak"];

    /// <summary>Which scenarios run.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = ["recheck"];

    /// <summary>One process, or Redis with an Api and Workers.</summary>
    public SystemShape Shape { get; init; }

    /// <summary>Whether the store is PostgreSQL instead of a SQLite file.</summary>
    public bool IsPostgres { get; init; }

    /// <summary>Worker processes of the distributed shape.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Checks at once of all processes together, and requests at once of the bare client.</summary>
    public int Concurrency { get; init; } = 20;

    /// <summary>Watches in the timed rechecks.</summary>
    public int Watches { get; init; } = 2000;

    /// <summary>Which timed rechecks are done.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = RecheckKind.Names;

    /// <summary>How often the product and the limit are measured in turn; the middle figure counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Addresses of the origin.</summary>
    public int Hosts { get; init; } = 64;

    /// <summary>Scheduled checks a second in the steady state.</summary>
    public int Rate { get; init; } = 100;

    /// <summary>Seconds that the steady state, the idle process and each live fan-out are watched.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>The most watches of the growth.</summary>
    public int Most { get; init; } = 100_000;

    /// <summary>Seconds of the soak.</summary>
    public int Soak { get; init; } = 3600;

    /// <summary>Seconds between two kills of the soak.</summary>
    public int KillEvery { get; init; } = 60;

    /// <summary>A running server that speaks v1, instead of processes of this product.</summary>
    public Uri? Url { get; init; }

    /// <summary>The key of that server.</summary>
    public string? Key { get; init; }

    /// <summary>The processes of that server, to measure what they use.</summary>
    public IReadOnlyList<int> Processes { get; init; } = [];

    /// <summary>Reads words such as <c>--watches 1000</c>.</summary>
    public static LoadSettings Read(IReadOnlyList<string> words)
    {
        var settings = new LoadSettings();
        for (var place = 0; place < words.Count; place++)
        {
            if (words[place] == "--all")
                settings = settings.Quick();
            else if (place + 1 < words.Count)
                settings = settings.With(words[place], words[++place]);
            else
                throw new ArgumentException($"'{words[place]}' needs a value, or is no setting; see the README.", nameof(words));
        }

        return settings;
    }

    // All of it within a quarter of an hour.
    private LoadSettings Quick() => this with { Scenarios = AllScenarios, Seconds = 20, Soak = 120, KillEvery = 30 };

    private LoadSettings With(string name, string value) => name switch
    {
        "--scenarios" => this with { Scenarios = NamesIn(name, value, AllScenarios) },
        "--shape" => this with { Shape = Enum.Parse<SystemShape>(value, ignoreCase: true) },
        "--store" => this with { IsPostgres = value switch { "postgres" => true, "sqlite" => false, _ => throw Wrong(name, "sqlite or postgres") } },
        "--workers" => this with { Workers = Number(name, value) },
        "--concurrency" => this with { Concurrency = Number(name, value) },
        "--watches" => this with { Watches = Number(name, value) },
        "--kinds" => this with { Kinds = NamesIn(name, value, RecheckKind.Names) },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--hosts" => this with { Hosts = Number(name, value) },
        "--rate" => this with { Rate = Number(name, value) },
        "--seconds" => this with { Seconds = Number(name, value) },
        "--most" => this with { Most = Number(name, value) },
        "--soak" => this with { Soak = Number(name, value) },
        "--kill-every" => this with { KillEvery = Number(name, value) },
        "--url" => this with { Url = new Uri(value) },
        "--key" => this with { Key = value },
        "--pids" => this with { Processes = [.. value.Split(',').Select(id => Number(name, id))] },
        _ => throw new ArgumentException($"'{name}' is no setting; see the README.", nameof(name)),
    };

    private static IReadOnlyList<string> NamesIn(string name, string value, IReadOnlyList<string> known)
    {
        var names = value.Split(',');
        return names.Except(known).FirstOrDefault() is { } unknown ? throw Wrong(name, $"some of {string.Join(", ", known)}, not '{unknown}'") : names;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Wrong(name, "a whole number above zero");

    private static ArgumentException Wrong(string name, string wanted) => new($"{name} takes {wanted}.");
}
