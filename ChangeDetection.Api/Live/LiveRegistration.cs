using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Live;

/// <summary>Puts the live view into the host.</summary>
internal static class LiveRegistration
{
    public const string Path = "/live";

    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton(LiveTransports.Read(builder.Configuration));
        builder.Services.AddSignalR()
            .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        builder.Services.AddSingleton<SystemNotices>();
        builder.Services.AddHostedService<LiveBroadcaster>();
        builder.Services.AddHostedService<HealthNotices>();
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>(Path, hub => hub.Transports = app.Services.GetRequiredService<LiveTransports>().Allowed);
        return app;
    }
}
