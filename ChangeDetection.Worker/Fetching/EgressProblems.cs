using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Egress;
using ChangeDetection.Infrastructure.Egress;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Names for what the gate out does not let through.</summary>
internal static class EgressProblems
{
    /// <summary>The failure when the gate refused or found no address; null when something else happened.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="route">The way that was taken.</param>
    /// <param name="hop">How many redirects were followed before.</param>
    public static FetchResult.Failed? From(Exception failure, ProxyRoute route, int hop)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                // The address of a proxy is never told: it may hold a password.
                case EgressRefusedException { IsProxy: true } refused:
                    return new(CheckFailure.AddressRefused, $"The proxy {ProxyProblems.Name(route)} may not be used: it is {EgressTexts.Words(refused.Kind)}. {EgressTexts.Remedy("its host", refused.Kind)}");
                case EgressRefusedException refused when hop == 0:
                    return new(CheckFailure.AddressRefused, refused.Message);
                case EgressRefusedException refused:
                    return Blocked(hop, refused.Message);
                case NameUnresolvedException { IsProxy: false } unknown:
                    return new(CheckFailure.NameNotResolved, unknown.Message) { IsPassing = unknown.IsPassing };
            }
        }

        return null;
    }

    /// <summary>A redirect that is not followed.</summary>
    /// <param name="hop">The first redirect is 1.</param>
    /// <param name="problem">Why not.</param>
    public static FetchResult.Failed Blocked(int hop, string problem) => new(CheckFailure.BadRedirect, $"Redirect {hop} blocked: {problem}");
}
