using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Watches;

/// <summary>How the colour of a group is written.</summary>
public static partial class GroupColour
{
    /// <summary>Whether a text is a colour of three or six hexadecimal digits, such as <c>#4f8ef7</c>.</summary>
    public static bool IsWellFormed(string text) => Pattern.IsMatch(text);

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z")]
    private static partial Regex Pattern { get; }
}
