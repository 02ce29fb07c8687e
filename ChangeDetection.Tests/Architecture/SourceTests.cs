using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Architecture;

/// <summary>Rules of the house about files.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 300;

    [Fact]
    public void No_source_file_is_longer_than_the_house_allows()
    {
        var longer = Sources.Files("*.cs").Where(file => !file.Contains("Migrations", StringComparison.Ordinal))
            .Select(file => (File: Sources.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(one => one.Lines > MostLines);

        Assert.Empty(longer);
    }

    [Fact]
    public void The_versions_of_Aspire_are_one()
    {
        var pinned = XDocument.Load(Path.Combine(Sources.Root, "UseAspire.props")).Descendants("AspireVersion").Single().Value;

        var imported = Sources.Projects["ChangeDetection.AppHost"].Descendants("Import")
            .Where(import => import.Attribute("Sdk")?.Value == "Aspire.AppHost.Sdk").Select(import => import.Attribute("Version")!.Value);

        Assert.Equal([pinned, pinned], imported);
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_place()
    {
        var elsewhere = Sources.Projects.SelectMany(project => project.Value.Descendants("PackageReference"), (project, package) => (project.Key, package))
            .Where(one => one.package.Attribute("Version") is not null || one.package.Attribute("VersionOverride") is not null || one.package.Elements().Any())
            .Select(one => $"{one.Key}: {one.package}");

        Assert.Empty(elsewhere);
        Assert.All(
            XDocument.Load(Path.Combine(Sources.Root, "Directory.Packages.props")).Descendants("PackageVersion"),
            package => Assert.Matches(FixedVersion(), package.Attribute("Version")!.Value));
    }

    [Fact]
    public void Lock_files_of_browser_libraries_name_no_registry()
    {
        var files = Sources.Files("package-lock.json").ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("\"resolved\"", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        var numbers = Directory.GetFiles(Path.Combine(Sources.Root, "docs", "decisions"), "*.md").Select(file => int.Parse(Path.GetFileName(file)[..4])).Order().ToList();

        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [GeneratedRegex(@"^(\d+(\.\d+)*|\$\(AspireVersion\))$")]
    private static partial Regex FixedVersion();
}
