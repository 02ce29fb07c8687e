using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ChangeDetection.Core.Importing.Urlwatch;

/// <summary>The documents of a YAML file, each a job.</summary>
internal static class YamlJobs
{
    /// <summary>The jobs, with the line each begins in; those before a mistake when there is one, which is noted.</summary>
    /// <exception cref="ImportException">The first job has the mistake, or something is nested too deeply.</exception>
    public static IReadOnlyList<(int Line, YamlMappingNode Job)> Read(string text, ImportReport report)
    {
        var stream = new YamlStream();
        try
        {
            JudgeDepth(text);
            stream.Load(new StringReader(text));
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            var where = broken is YamlException mistake ? FormattableString.Invariant($"line {mistake.Start.Line}") : "file";
            if (stream.Documents.Count == 0)
                throw new ImportException($"The file is not YAML ({where}): {broken.Message}", broken);
            report.Refused(where, $"The file cannot be read from this job on: {broken.Message}", "Mend the file and import it again.");
        }

        return [.. stream.Documents.SelectMany(document => Jobs(document.RootNode, report))];
    }

    // The library makes its tree by recursion, and what refers to itself has no end: the stack of the process must not depend on a file.
    private static void JudgeDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        var collections = new HashSet<string>();
        var depth = 0;
        try
        {
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                var line = parser.Current.Start.Line;
                if (depth > ImportLimits.Depth)
                    throw new ImportException(FormattableString.Invariant($"line {line}: the file is nested more than {ImportLimits.Depth} levels deep."));
                if (parser.Current is MappingStart or SequenceStart && ((NodeEvent)parser.Current).Anchor is { IsEmpty: false } anchor)
                    collections.Add(anchor.Value);
                if (parser.Current is AnchorAlias alias && collections.Contains(alias.Value.Value))
                    throw new ImportException(FormattableString.Invariant($"line {line}: the file refers to another part of itself (*{alias.Value.Value}); write that part out."));
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // Told where the documents are read, which keeps those before it.
        }
    }

    // On some mistakes the library stumbles instead of naming them.
    private static bool IsBroken(Exception broken) => broken is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException;

    private static IEnumerable<(int Line, YamlMappingNode Job)> Jobs(YamlNode root, ImportReport report)
    {
        // Some write all jobs into one document, as a list.
        foreach (var node in root is YamlSequenceNode list ? list.Children : (IEnumerable<YamlNode>)[root])
        {
            if (node is YamlMappingNode job)
                yield return ((int)job.Start.Line, job);
            else if (node is not YamlScalarNode { Value: null or "" })
                report.Refused(FormattableString.Invariant($"line {node.Start.Line}"), "This is no job: it has no fields.");
        }
    }
}
