using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChangeDetection.ServiceDefaults;

/// <summary>Tells a problem at the start that a person can mend in one sentence, without a stack trace.</summary>
public static class StartupGuard
{
    private const int Failed = 1;

    /// <summary>Runs a host and gives its exit code; 1 after a told problem.</summary>
    /// <param name="run">Builds and runs the host.</param>
    /// <param name="explain">The sentence for an exception of the product's own, or null when it is none of those.</param>
    public static async Task<int> RunAsync(Func<Task<int>> run, Func<Exception, string?> explain)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when ((explain(failure) ?? Explain(failure)) is { } problem)
        {
            await Console.Error.WriteLineAsync($"ChangeDetection cannot start. {problem}");
            return Failed;
        }
    }

    private static string? Explain(Exception failure) => failure switch
    {
        OptionsValidationException wrong => $"A setting is wrong: {string.Join(' ', wrong.Failures)}",
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Another program uses this port: stop it, or set PORT to another number.",
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } =>
            $"The address cannot be listened on: {failure.Message}. Set PORT to a number above 1023 and LISTEN_HOST to an address of this machine.",
        _ => null,
    };
}
