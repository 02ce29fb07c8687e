using System.Text.RegularExpressions;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>What the guides in <c>docs</c> tell people to write, so that tests run exactly that.</summary>
internal static class Guide
{
    /// <summary>The block of code under a heading.</summary>
    public static string Block(string guide, string heading)
    {
        var text = File.ReadAllText(Path.Combine(Sources.Root, "docs", guide));
        var block = Regex.Match(text, $@"^### {Regex.Escape(heading)}\n\n```\w+\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline);
        Assert.True(block.Success, $"{guide} has no code under '{heading}'.");
        return block.Groups["code"].Value;
    }
}
