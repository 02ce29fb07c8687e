namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Where people sign in and out.</summary>
internal static class SignInPaths
{
    public const string SignIn = "/sign-in";
    public const string SingleSignOn = "/sign-in/single-sign-on";
    public const string SignOut = "/sign-out";
    public const string Setup = "/setup";
}
