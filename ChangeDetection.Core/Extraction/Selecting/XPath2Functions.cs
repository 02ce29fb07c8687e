using System.Text.RegularExpressions;
using System.Xml.XPath;
using Wmhelp.XPath2;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>Replaces the XPath 2 functions that run regular expressions by ones that run them under a time limit.</summary>
/// <remarks>The library has no function that reaches a file, the network or the environment: there is nothing to take away.</remarks>
internal static class XPath2Functions
{
    /// <summary>The namespace the library gives its functions.</summary>
    public const string Namespace = "http://www.w3.org/2003/11/xpath-functions";

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Makes sure that the functions are replaced.</summary>
    public static void Ensure() => _ = Registered.Value;

    private static bool Register()
    {
        var table = FunctionTable.Inst;
        foreach (var flagged in new[] { 0, 1 })
        {
            table.Add(Namespace, "matches", 2 + flagged, XPath2ResultType.Boolean, (_, _, args) => Pattern(args, 1, 2).IsMatch(Text(args[0])) ? CoreFuncs.True : CoreFuncs.False, true);
            table.Add(Namespace, "replace", 3 + flagged, XPath2ResultType.String, (_, _, args) => Pattern(args, 1, 3).Replace(Text(args[0]), Text(args[2])), true);
            table.Add(Namespace, "tokenize", 2 + flagged, XPath2ResultType.NodeSet, (_, _, args) => new NodeIterator(Pattern(args, 1, 2).Split(Text(args[0])).Select(word => (XPathItem)new XPath2Item(word))), true);
        }

        return true;
    }

    private static Regex Pattern(object[] args, int pattern, int flags)
    {
        var options = RegexOptions.None;
        foreach (var flag in args.Length > flags ? Text(args[flags]) : "")
        {
            options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                's' => RegexOptions.Singleline,
                'm' => RegexOptions.Multiline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new XPath2Exception("FORX0001", $"The regular expression flag '{flag}' is not known."),
            };
        }

        return new Regex(Text(args[pattern]), options, MatchTimeout);
    }

    private static string Text(object value) => CoreFuncs.Atomize(value) switch
    {
        Undefined => "",
        string text => text,
        var other => other.ToString() ?? "",
    };
}
