using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Watches;

/// <summary>Puts the pages' REST endpoints into the host.</summary>
internal static class WatchRegistration
{
    /// <summary>Adds validation of requests and the JSON form of answers, the same as on the live connection.</summary>
    public static WebApplicationBuilder AddWatches(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WatchReplay>();
        builder.Services.AddValidation();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        return builder;
    }
}
