using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Live.Operating;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Core.Listing;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>Puts the live view into the host.</summary>
internal static class LiveRegistration
{
    /// <summary>Where the hub lives.</summary>
    public const string Path = "/live";

    private const int LargestMessage = 1024 * 1024;

    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(LiveTransports.Read(builder.Configuration));
        services.AddSingleton<CallPace>().AddLiveLimits();
        services.AddSignalR(AddLimits).AddJsonProtocol(json =>
        {
            json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.PayloadSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddSingleton<ConnectionOwners>().AddSingleton<WatchIndex>().AddSingleton<IndexFeed>().AddSingleton<LiveSurroundings>().AddSingleton<LiveConnections>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(provider => provider.GetRequiredService<LiveConnections>());
        services.AddSingleton<SystemNotices>().AddSingleton<WatchOperations>().AddSingleton<ListReader>().AddSingleton<EventStream>();
        services.AddHostedService<LiveBroadcaster>();
        services.AddHostedService<HealthNotices>();
        services.AddSingleton<LiveAccess>().AddHostedService(provider => provider.GetRequiredService<LiveAccess>());
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>(Path, hub => hub.Transports = app.Services.GetRequiredService<LiveTransports>().Allowed).RequireAuthorization(Roles.Viewer).RequireRateLimiting(LiveLimits.Lasting);
        app.MapLists();
        return app;
    }

    private static void AddLimits(HubOptions options)
    {
        // Ten thousand identities fit; what is larger ends the connection.
        options.MaximumReceiveMessageSize = LargestMessage;
        // A long operation does not keep the page from looking elsewhere.
        options.MaximumParallelInvocationsPerClient = 4;
        options.AddFilter<CallPace>();
    }
}
