using System.Xml.Linq;

namespace ChangeDetection.Tests.Support;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Sources
{
    private static readonly string[] Outputs = ["obj", "bin", "node_modules", "artifacts", ".git"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every project file by the project's name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects { get; } =
        Files("*.csproj").ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => XDocument.Load(file));

    /// <summary>The files of a kind that people wrote, below a folder of the tree.</summary>
    public static IEnumerable<string> Files(string pattern, string folder = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(Outputs.Contains));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ChangeDetection.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The source tree is not above the tests.");
        return directory.FullName;
    }
}
