using System.Globalization;

namespace ChangeDetection.Benchmarks.Processes;

/// <summary>What processes with all their children have used, as Linux counts it.</summary>
/// <param name="Cpu">Processor time of user and system since they began.</param>
/// <param name="Resident">Bytes in memory, those shared with other processes counted in each.</param>
/// <param name="Proportional">Bytes in memory, those shared counted in parts.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long Resident, long Proportional)
{
    private const double TicksPerSecond = 100;

    public static ProcessUsage Of(IReadOnlyCollection<int> processes)
    {
        var (cpu, resident, proportional) = (0d, 0L, 0L);
        foreach (var id in WithChildren(processes))
        {
            cpu += SecondsOf(id);
            resident += Kilobytes($"/proc/{id}/status", "VmRSS:");
            proportional += Kilobytes($"/proc/{id}/smaps_rollup", "Pss:");
        }

        return new ProcessUsage(TimeSpan.FromSeconds(cpu), resident * 1024, proportional * 1024);
    }

    /// <summary>Processor time alone: the cheap part.</summary>
    public static TimeSpan CpuOf(IReadOnlyCollection<int> processes) => TimeSpan.FromSeconds(WithChildren(processes).Sum(SecondsOf));

    private static List<int> WithChildren(IReadOnlyCollection<int> processes)
    {
        var all = new List<int>(processes);
        for (var place = 0; place < all.Count; place++)
        {
            var file = $"/proc/{all[place]}/task/{all[place]}/children";
            all.AddRange(Lines(file).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(child => int.Parse(child, CultureInfo.InvariantCulture)));
        }

        return all;
    }

    // The name of the program stands in brackets and may hold anything; after it come the fields from the third on.
    private static double SecondsOf(int process)
    {
        if (Lines($"/proc/{process}/stat") is not [var line, ..])
            return 0;
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long Kilobytes(string file, string name) =>
        Lines(file).Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)).FirstOrDefault();

    // A process may end while it is looked at.
    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
