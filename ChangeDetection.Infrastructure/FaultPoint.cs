using System.Diagnostics;
using System.Globalization;

namespace ChangeDetection.Infrastructure;

/// <summary>
/// A place where a test can end the process as a power cut would. The environment variable FAULT says where: <c>name:n</c> for the n-th pass,
/// <c>name:n:text</c> for the n-th pass that has to do with the text; FAULT_SIGNAL names another signal than KILL,
/// FAULT_WAIT how many seconds the pass is held before it, so that what should wait for it can show that it does. A release build has no such places.
/// </summary>
public static class FaultPoint
{
    private static readonly string[] Parts = Environment.GetEnvironmentVariable("FAULT")?.Split(':', 3) ?? [];
    private static int _passes;

    /// <summary>Goes on, or sends the process its signal when this is the pass that was asked for.</summary>
    /// <param name="name">One of <see cref="FaultPoints"/>.</param>
    /// <param name="about">What the pass has to do with.</param>
    [Conditional("DEBUG")]
    public static void Pass(string name, string about = "")
    {
        if (Parts.Length < 2 || Parts[0] != name || (Parts.Length == 3 && !about.Contains(Parts[2], StringComparison.Ordinal)))
            return;
        if (Interlocked.Increment(ref _passes) != int.Parse(Parts[1], CultureInfo.InvariantCulture))
            return;
        var (wait, signal) = (Environment.GetEnvironmentVariable("FAULT_WAIT") ?? "0", Environment.GetEnvironmentVariable("FAULT_SIGNAL") ?? "KILL");
        using var kill = Process.Start("sh", ["-c", "sleep \"$1\"; kill -\"$2\" \"$3\"", "sh", wait, signal, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
