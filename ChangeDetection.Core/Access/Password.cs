namespace ChangeDetection.Core.Access;

/// <summary>What a password has to be (NIST SP 800-63B: length counts, not the kinds of characters).</summary>
public static class Password
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 8;

    /// <summary>The most characters: more would make the hash a burden.</summary>
    public const int Longest = 200;

    /// <summary>What is wrong with a new password, or null.</summary>
    public static string? ProblemWith(string? password) => password?.Length switch
    {
        null or 0 => "Give a password.",
        < Shortest => $"A password has at least {Shortest} characters.",
        > Longest => $"A password has at most {Longest} characters.",
        _ => null,
    };
}
