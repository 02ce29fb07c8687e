namespace ChangeDetection.Api.Hosting;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "ChangeDetection is ready at {Addresses} ({Shape}). Press Ctrl+C to stop.")]
    public static partial void Ready(this ILogger logger, string addresses, string shape);
}
