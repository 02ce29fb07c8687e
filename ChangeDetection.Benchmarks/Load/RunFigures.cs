namespace ChangeDetection.Benchmarks.Load;

/// <summary>What the measured system reached in one proven run.</summary>
/// <param name="Checks">Checks that were asked for, done and stored.</param>
/// <param name="ExtraFetches">Requests at the origin beyond one for each check.</param>
/// <param name="Seconds">From the request to check all to the last stored result.</param>
/// <param name="CpuSeconds">Processor time of the system's own processes; null when nobody knows them.</param>
/// <param name="ServerCpuSeconds">Processor time of its Redis and PostgreSQL.</param>
internal sealed record RunFigures(int Checks, int ExtraFetches, double Seconds, double? CpuSeconds, double ServerCpuSeconds)
{
    public double PerSecond => Checks / Seconds;

    public double? CpuMilliseconds => CpuSeconds * 1000 / Checks;

    /// <summary>Several runs as one.</summary>
    public static RunFigures Sum(IReadOnlyCollection<RunFigures> runs) => new(
        runs.Sum(run => run.Checks), runs.Sum(run => run.ExtraFetches), runs.Sum(run => run.Seconds), runs.Sum(run => run.CpuSeconds), runs.Sum(run => run.ServerCpuSeconds));
}
