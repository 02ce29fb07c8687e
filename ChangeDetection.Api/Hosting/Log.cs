namespace ChangeDetection.Api.Hosting;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "ChangeDetection is ready at {Addresses} ({Shape}). Press Ctrl+C to stop.")]
    public static partial void Ready(this ILogger logger, string addresses, string shape);

    [LoggerMessage(Level = LogLevel.Information, Message = "No password is set: whoever works at this machine may do everything, and other machines are refused. Set one on the page /setup; from another machine it asks for the code {Code}.")]
    public static partial void OpenToThisMachine(this ILogger logger, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No password is set and ALLOW_OPEN_ACCESS is: whoever reaches this address may do everything. Set a password on the page /setup.")]
    public static partial void OpenToAll(this ILogger logger);
}
