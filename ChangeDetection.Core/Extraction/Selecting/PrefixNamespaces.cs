using System.Text.RegularExpressions;
using System.Xml;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>Gives the prefixes in an XPath expression their namespace: that of the page's own prefixes, and those of XPath.</summary>
/// <param name="expression">The expression, for the engine that wants to know its prefixes beforehand.</param>
internal sealed partial class PrefixNamespaces(string? expression = null) : IXmlNamespaceResolver
{
    /// <summary>The one instance that knows no expression.</summary>
    public static PrefixNamespaces Instance { get; } = new();

    public IDictionary<string, string> GetNamespacesInScope(XmlNamespaceScope scope) => expression is null ? [] : Prefixes().Matches(expression)
        .Select(match => match.Groups["prefix"].Value).Distinct().Where(prefix => LookupNamespace(prefix) is not null).ToDictionary(prefix => prefix, prefix => LookupNamespace(prefix)!);

    public string? LookupNamespace(string prefix) => prefix switch
    {
        "" => "",
        "xml" or "xmlns" => null,
        "fn" => XPath2Functions.Namespace,
        "xs" => "http://www.w3.org/2001/XMLSchema",
        _ => DomNavigator.PrefixNamespace + prefix,
    };

    public string? LookupPrefix(string namespaceName) => null;

    [GeneratedRegex("(?<prefix>[A-Za-z_][\\w.-]*):[A-Za-z_*]", RegexOptions.NonBacktracking)]
    private static partial Regex Prefixes();
}
