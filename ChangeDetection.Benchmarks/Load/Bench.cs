using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeDetection.Benchmarks.Load.Limit;
using ChangeDetection.Benchmarks.Load.Origin;
using ChangeDetection.Benchmarks.Load.Systems;

namespace ChangeDetection.Benchmarks.Load;

/// <summary>What every scenario works with.</summary>
/// <param name="Settings">What is measured.</param>
/// <param name="Origin">The watched pages.</param>
/// <param name="Limit">The bare client.</param>
internal sealed record Bench(LoadSettings Settings, OriginSite Origin, LimitProcess Limit)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Starts an empty system, or takes the one that was named.</summary>
    public async Task<ISystem> OpenAsync(CancellationToken cancellationToken) =>
        Settings.Url is { } url ? new ForeignSystem(url, Settings.Key ?? "", Settings.Processes) : await OwnSystem.StartAsync(Settings, cancellationToken);

    /// <summary>Prints the figures of a scenario as one line of JSON.</summary>
    public static void Report(object figures) => Console.WriteLine(JsonSerializer.Serialize(figures, Format));

    /// <summary>Says what goes on, beside the figures.</summary>
    public static void Say(string words) => Console.Error.WriteLine(words);

    public static double Median(IEnumerable<double> figures) => At(figures, 0.5);

    /// <summary>The figure below which so great a part of them lies.</summary>
    public static double At(IEnumerable<double> figures, double part)
    {
        var sorted = figures.Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)];
    }
}
