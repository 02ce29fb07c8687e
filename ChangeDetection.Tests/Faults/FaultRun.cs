using System.Globalization;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>How long and by which dice a fault test runs: FAULT_ROUNDS and FAULT_SEED in the environment. The seed is printed, so that a run can be repeated.</summary>
internal static class FaultRun
{
    /// <summary>How often a fault is repeated: as often as the test says, or as the environment says.</summary>
    public static int Rounds(int few) => Number("FAULT_ROUNDS") ?? few;

    /// <summary>Whether time does not matter.</summary>
    public static bool IsLong => Number("FAULT_ROUNDS") is not null;

    /// <summary>The dice of a test.</summary>
    public static Random Dice()
    {
        var seed = Number("FAULT_SEED") ?? Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"FAULT_SEED={seed}");
        return new Random(seed);
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
