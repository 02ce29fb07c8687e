using System.Diagnostics;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>The servers that tests need and the machine may lack. A test without its server is skipped for all to see, and fails where CI=true.</summary>
internal static class Programs
{
    private const string PostgresDirectory = "/usr/lib/postgresql";

    public static bool IsContinuousIntegration => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public static string RequireChromium() => Require("chromium", []);

    /// <summary>The folder of a Debian documentation package, whose pages are the real ones that tests watch.</summary>
    public static string RequireDocuments(string package, string folder) =>
        Directory.Exists(folder) ? folder : Missing(package);

    public static string RequireNginx() => Require("nginx", ["/usr/sbin"]);

    public static string RequireRedis() => Require("redis-server", []);

    /// <summary>A program of the newest PostgreSQL that is installed.</summary>
    public static string RequirePostgres(string name)
    {
        var versions = Directory.Exists(PostgresDirectory) ? Directory.GetDirectories(PostgresDirectory) : [];
        return Require(name, versions.OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin")));
    }

    /// <summary>Runs a program to its end; fails with what it said unless it ends well.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var said = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var complained = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await said}{await complained}");
        return await said;
    }

    public static string? Find(string name, IEnumerable<string> places)
    {
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return path.Concat(places).Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    private static string Require(string name, IEnumerable<string> places)
    {
        if (Find(name, places) is { } program)
            return program;
        return Missing(name);
    }

    private static string Missing(string name)
    {
        var missing = $"{name} is not installed, so this promise is not proven here.";
        if (IsContinuousIntegration)
            Assert.Fail(missing);
        Assert.Skip(missing);
        return name;
    }

    private static int VersionOf(string directory) => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0;
}
