using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Hosting;

/// <summary>From a built host to a served page.</summary>
internal static class Startup
{
    /// <summary>Whether queue and events live in this process, and the worker's loops with them.</summary>
    public static bool IsOneProcess(this IConfiguration configuration) => string.IsNullOrWhiteSpace(configuration.GetConnectionString("redis"));

    /// <summary>Opens the store, serves until stopped, and gives the process' exit code.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await app.OpenStoreAsync(cancellationToken);
        if (app.Configuration.IsOneProcess())
            await app.ClaimStoreAsync(cancellationToken);
        await app.Services.GetRequiredService<ConfiguredAdmin>().ApplyAsync(cancellationToken);
        var code = await app.Services.GetRequiredService<OpenAccess>().HasDoorAsync(cancellationToken) ? null : await app.Services.GetRequiredService<SetupCode>().ReadAsync(cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => Greet(app, code));
        await app.RunAsync(cancellationToken);
        return 0;
    }

    /// <summary>The sentence for a problem of the store, or null for anything else.</summary>
    public static string? Explain(Exception failure) => (failure as StoreStartupException)?.Message;

    private static void Greet(WebApplication app, string? setupCode)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        app.Logger.Ready(string.Join(' ', addresses), app.Configuration.IsOneProcess() ? "one process" : "distributed");
        if (setupCode is null)
            return;
        if (app.Services.GetRequiredService<IOptions<SignInOptions>>().Value.AllowOpenAccess)
            app.Logger.OpenToAll();
        else
            app.Logger.OpenToThisMachine(setupCode);
    }
}
