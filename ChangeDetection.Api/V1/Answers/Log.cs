namespace ChangeDetection.Api.V1.Answers;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The v1 endpoint {Endpoint} failed")]
    public static partial void RequestBroke(this ILogger logger, string? endpoint, Exception exception);
}
