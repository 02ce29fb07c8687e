namespace ChangeDetection.Api.Fetching;

/// <summary>What the pages and their REST endpoints show in place of a secret. Sent back as it was shown, a secret stays as it is stored.</summary>
internal static class SecretMask
{
    /// <summary>What stands for a secret.</summary>
    public const string Text = "***";

    /// <summary>A secret as it is shown: nothing when there is none, itself when that was asked for.</summary>
    public static string? Of(string? secret, bool withSecrets) => withSecrets || string.IsNullOrEmpty(secret) ? secret : Text;

    /// <summary>The secret that a request means.</summary>
    /// <param name="given">What the request says; null when it says nothing.</param>
    /// <param name="stored">What is stored.</param>
    public static string? Meant(string? given, string? stored) => given is null || IsStored(given, stored) ? stored : given.Length == 0 ? null : given;

    /// <summary>What is wrong with a secret of a request, or null.</summary>
    public static string? ProblemWith(string? given, string? stored) =>
        given == Text && !IsStored(given, stored) ? $"{Text} stands for what is stored, and nothing is stored here: write it out." : null;

    private static bool IsStored(string given, string? stored) => given == Text && !string.IsNullOrEmpty(stored);
}
