using System.Text.Json.Serialization;

namespace ChangeDetection.Benchmarks.Load.Limit;

/// <summary>What the bare client reached.</summary>
/// <param name="Pages">Answers.</param>
/// <param name="Bad">Answers that were not as foretold.</param>
/// <param name="Seconds">Time from the first request to the last answer.</param>
/// <param name="CpuSeconds">Processor time of the client.</param>
internal sealed record LimitFigures(int Pages, int Bad, double Seconds, double CpuSeconds)
{
    [JsonIgnore]
    public double PerSecond => Pages / Seconds;

    [JsonIgnore]
    public double CpuMilliseconds => CpuSeconds * 1000 / Pages;
}
