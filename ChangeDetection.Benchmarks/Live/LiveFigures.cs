namespace ChangeDetection.Benchmarks.Live;

/// <summary>What the live view did under load.</summary>
/// <param name="Changes">Changes committed.</param>
/// <param name="Delays">From the commit of each changed row to its arrival at each client that shows it, in milliseconds.</param>
/// <param name="Bytes">Bytes received by all clients.</param>
/// <param name="Late">Clients that do not stand at the last change three seconds after it.</param>
/// <param name="Broken">Connections lost.</param>
/// <param name="Paint">First paints of the list, in milliseconds, sorted.</param>
/// <param name="CpuShare">Processor time of all Api processes as a part of one core.</param>
/// <param name="Memory">Bytes in memory of all Api processes, every five seconds.</param>
internal sealed record LiveFigures(
    int Changes, IReadOnlyList<double> Delays, long Bytes, int Late, int Broken, IReadOnlyList<double> Paint, double CpuShare, IReadOnlyList<long> Memory);
