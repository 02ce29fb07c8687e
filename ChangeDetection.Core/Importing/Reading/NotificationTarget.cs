using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Importing.Reading;

/// <summary>The form that every address for notifications has, as the v1 API judges it.</summary>
internal static partial class NotificationTarget
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 1000;

    /// <summary>Whether a text has the form.</summary>
    public static bool IsOne(string text) => text.Length <= MaxLength && Form().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*://\S")]
    private static partial Regex Form();
}
