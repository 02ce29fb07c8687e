using System.Globalization;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>How an attempt to sign in ended.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The session has begun.</summary>
    public sealed record Done : SignInOutcome;

    /// <summary>Name or password is wrong; which of them is not told.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>There were too many attempts.</summary>
    /// <param name="Wait">How long nothing is tried.</param>
    public sealed record TooMany(TimeSpan Wait) : SignInOutcome
    {
        /// <summary>What people are told.</summary>
        public string Words => string.Create(CultureInfo.InvariantCulture, $"Too many attempts. Try again in {Math.Ceiling(Wait.TotalMinutes):0} minutes.");
    }
}
