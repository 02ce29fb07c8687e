using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.XPath;
using ChangeDetection.Core.Checks;
using Wmhelp.XPath2;
using Wmhelp.XPath2.AST;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>Runs XPath 2 over the page, bounded in time by steps counted in the navigator, in loops and in ranges.</summary>
internal static class XPath2Parts
{
    /// <summary>Runs an expression.</summary>
    /// <exception cref="FilterException">The expression is wrong or takes too long.</exception>
    public static IReadOnlyList<SelectedPart> Select(PageDom page, string expression)
    {
        var compiled = Compile(expression, page.Deadline);
        try
        {
            return Collect(compiled.Evaluate(new NodeProvider(new DomNavigator(page, page.Document)), new Dictionary<XmlQualifiedName, object>()), page.Deadline);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new FilterException(CheckFailure.RuleTimedOut, $"A regular expression in '{expression}' took too long.", slow);
        }
        catch (Exception wrong) when (IsEvaluationError(wrong))
        {
            throw XPathParts.Invalid(expression, wrong.Message, wrong);
        }
    }

    /// <summary>Compiles an expression and binds its functions.</summary>
    /// <exception cref="FilterException">The expression is wrong.</exception>
    public static XPath2Expression Compile(string expression, CheckDeadline deadline)
    {
        XPath2Functions.Ensure();
        try
        {
            var compiled = XPath2Expression.Compile(expression, new PrefixNamespaces(expression));
            var nodes = new List<AbstractNode>();
            compiled.ExpressionTree.TraverseSubtree(nodes.Add);
            foreach (var node in nodes)
                Guard(node, deadline);
            return compiled;
        }
        catch (Exception wrong) when (IsEvaluationError(wrong))
        {
            throw XPathParts.Invalid(expression, wrong.Message, wrong);
        }
    }

    /// <summary>Compiles an expression and binds its names, without a page.</summary>
    /// <exception cref="FilterException">It is wrong.</exception>
    public static void Validate(string expression, CheckDeadline deadline)
    {
        try
        {
            Compile(expression, deadline).GetResultType(new Dictionary<XmlQualifiedName, object>());
        }
        catch (Exception wrong) when (IsEvaluationError(wrong))
        {
            throw XPathParts.Invalid(expression, wrong.Message, wrong);
        }
    }

    private static void Guard(AbstractNode node, CheckDeadline deadline)
    {
        if (node is RangeNode)
        {
            var range = new RangeBounds();
            node[0] = new CountedNode(node[0], deadline, range.From);
            node[1] = new CountedNode(node[1], deadline, range.To);
        }
        else if (node is ForNode { Count: > 1 })
        {
            node[1] = new CountedNode(node[1], deadline, null);
        }
    }

    // The library reports mistakes by many exception types, some of them its own bugs; each is the expression's failure, not ours.
    private static bool IsEvaluationError(Exception failure) =>
        failure is XPath2Exception or XPathException or ArgumentException or InvalidOperationException or InvalidCastException or FormatException
            or OverflowException or ArithmeticException or NullReferenceException or NotImplementedException or IndexOutOfRangeException or InsufficientExecutionStackException
            || failure.GetType().Namespace?.StartsWith("Wmhelp", StringComparison.Ordinal) == true;

    private static List<SelectedPart> Collect(object result, CheckDeadline deadline)
    {
        var parts = new List<SelectedPart>();
        switch (result)
        {
            case Undefined or null:
                break;
            case XPath2NodeIterator items:
                while (items.MoveNext())
                {
                    deadline.Tick();
                    XPathParts.Add(parts, XPathParts.FromItem(items.Current));
                }

                break;
            case XPathItem item:
                parts.Add(XPathParts.FromItem(item));
                break;
            default:
                parts.Add(XPathParts.FromValue(result));
                break;
        }

        return parts;
    }

    private sealed class RangeBounds
    {
        private const long MaxItems = 2000;

        private decimal _from;

        public void From(decimal value) => _from = value;

        public void To(decimal value)
        {
            if (value - _from > MaxItems)
                throw new XPath2Exception("", $"a range may have at most {MaxItems} items");
        }
    }
}
