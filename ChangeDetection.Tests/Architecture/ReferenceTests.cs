using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Architecture;

/// <summary>Who may know whom: written in the project files, and found again in what was built.</summary>
public sealed class ReferenceTests
{
    private const string Prefix = "ChangeDetection.";

    // Whoever tests or measures may know everybody.
    private static readonly string[] Observers = ["Tests", "Benchmarks"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["ServiceDefaults"] = [],
        ["Infrastructure"] = ["Core"],
        ["Worker"] = ["Infrastructure", "ServiceDefaults"],
        ["Api"] = ["Infrastructure", "ServiceDefaults", "Worker"],
        ["AppHost"] = ["Api", "Worker"],
    };

    public static TheoryData<string> Projects => [.. Sources.Projects.Keys.Select(Short).Except(Observers)];

    public static TheoryData<string> Built => [.. Product.Assemblies.Select(assembly => Short(assembly.GetName().Name!))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_those_it_may_and_no_others(string project)
    {
        var references = Sources.Projects[Prefix + project].Descendants("ProjectReference")
            .Select(reference => Short(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))));

        Assert.True(Allowed.ContainsKey(project), $"{project} is a new project: say here whom it may know.");
        Assert.Equal(Allowed[project].Order(), references.Order());
    }

    [Theory]
    [MemberData(nameof(Built))]
    public void An_assembly_uses_only_those_that_its_project_may_know(string project)
    {
        var known = new HashSet<string>(Allowed[project]);
        foreach (var indirect in Allowed[project].SelectMany(one => Allowed[one]))
            known.Add(indirect);

        var used = ReferencesOf(project).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Short);

        Assert.Empty(used.Except(known));
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore", "Infrastructure")]
    [InlineData("Npgsql", "Infrastructure")]
    [InlineData("Microsoft.Data.Sqlite", "Infrastructure")]
    [InlineData("StackExchange.Redis", "Infrastructure", "ServiceDefaults")]
    [InlineData("OpenTelemetry", "ServiceDefaults")]
    public void Only_those_whose_business_it_is_speak_to(string library, params string[] speakers)
    {
        var found = Allowed.Keys.Except(["AppHost"]).Where(project => ReferencesOf(project).Any(name => name.StartsWith(library, StringComparison.Ordinal)));

        Assert.Empty(found.Except(speakers));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Extensions")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Sockets")]
    public void The_rules_in_Core_know_nothing_of(string library) =>
        Assert.DoesNotContain(ReferencesOf("Core"), name => name.StartsWith(library, StringComparison.Ordinal));

    [Fact]
    public void The_Api_names_the_Worker_in_its_program_file_only()
    {
        var files = Sources.Files("*", "ChangeDetection.Api")
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => File.ReadAllText(file).Contains("ChangeDetection.Worker", StringComparison.Ordinal))
            .Select(Sources.Relative);

        Assert.Equal([Path.Combine("ChangeDetection.Api", "Program.cs")], files);
    }

    [Fact]
    public void The_Api_uses_nothing_of_the_Worker_but_its_registration()
    {
        using var file = new PEReader(File.OpenRead(typeof(ChangeDetection.Api.Program).Assembly.Location));
        var metadata = file.GetMetadataReader();

        var used = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(type => metadata.GetString(type.Namespace).StartsWith("ChangeDetection.Worker", StringComparison.Ordinal))
            .Select(type => metadata.GetString(type.Name));

        Assert.Equal(["WorkerRegistration"], used);
    }

    private static string Short(string project) => project.StartsWith(Prefix, StringComparison.Ordinal) ? project[Prefix.Length..] : project;

    private static IEnumerable<string> ReferencesOf(string project) =>
        Product.Assemblies.Single(assembly => assembly.GetName().Name == Prefix + project).GetReferencedAssemblies().Select(name => name.Name!);
}
