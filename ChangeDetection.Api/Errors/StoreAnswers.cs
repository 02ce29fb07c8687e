using ChangeDetection.Infrastructure.Storage;

namespace ChangeDetection.Api.Errors;

/// <summary>What people and programs read while the store cannot do its work and nothing is broken.</summary>
internal static class StoreAnswers
{
    private const string RetryAfterSeconds = "5";

    /// <summary>The status and the words for a failure of the store that passes, with the header that says when to come again; null for any other failure.</summary>
    public static (int Status, string Detail)? Begin(HttpResponse response, Exception? failure)
    {
        switch (StoreTroubles.Of(failure))
        {
            case StoreTrouble.Away:
                response.Headers.RetryAfter = RetryAfterSeconds;
                return (StatusCodes.Status503ServiceUnavailable, "The database cannot be reached at the moment. Try again in a few seconds.");
            case StoreTrouble.Full:
                return (StatusCodes.Status507InsufficientStorage, "The disk of the database is full, so nothing can be saved. What is saved can still be read. Free some space and try again.");
            default:
                return null;
        }
    }
}
