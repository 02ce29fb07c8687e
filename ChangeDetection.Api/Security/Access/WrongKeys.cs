using System.Globalization;
using ChangeDetection.Api.Security.SignIn;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Counts wrong API keys by the address they come from. The right key is let in all the same: it cannot be guessed, and a neighbour's mistake must not lock its holder out.</summary>
internal sealed class WrongKeys(AttemptLimits limits)
{
    private const int Most = 100;

    /// <summary>Notes a wrong key.</summary>
    public void Note(HttpContext context) => limits.Note(NameOf(context));

    /// <summary>How long this address is not listened to with wrong keys; null while it is.</summary>
    public TimeSpan? WaitOf(HttpContext context) => context.Request.Headers.ContainsKey(KeyAccess.HeaderName) ? limits.WaitOf(NameOf(context), Most) : null;

    /// <summary>A wait as the header Retry-After tells it.</summary>
    public static string SecondsOf(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string NameOf(HttpContext context) => $"key from {AttemptLimits.PlaceOf(context.Connection.RemoteIpAddress)}";
}
