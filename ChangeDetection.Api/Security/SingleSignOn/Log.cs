namespace ChangeDetection.Api.Security.SingleSignOn;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider's answer could not be used; nobody was signed in.")]
    public static partial void SignInFailed(this ILogger logger, Exception? failure);
}
