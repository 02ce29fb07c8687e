using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;

namespace ChangeDetection.Api;

/// <summary>The web process: REST, live hub and pages.</summary>
public static class Program
{
    /// <summary>Runs until stopped.</summary>
    public static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddStore();
        builder.Services.AddSingleton<CheckRequests>();

        var app = builder.Build();
        await app.OpenStoreAsync(CancellationToken.None);

        await app.RunAsync();
    }
}
