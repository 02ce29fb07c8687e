using System.CommandLine;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Live;

namespace ChangeDetection.Api.CommandLine;

/// <summary><c>check-config</c>: whether the settings of the environment are right and the store can be opened.</summary>
internal static class CheckConfigVerb
{
    public static Command Make()
    {
        var verb = new Command("check-config", "Checks the settings of the environment and opens the store, without serving.");
        verb.SetAction((_, cancellationToken) => StoreHost.RunAsync(isAlone: false, RunAsync, cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var totals = await services.GetRequiredService<ChangeFeed>().ReadTotalsAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"The settings are right. Store: {services.GetRequiredService<StoreFacts>().Location}, {totals.Watches} watches.");
        return 0;
    }
}
