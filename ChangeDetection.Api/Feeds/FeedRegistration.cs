namespace ChangeDetection.Api.Feeds;

/// <summary>Puts the feeds into the host.</summary>
internal static class FeedRegistration
{
    public static WebApplicationBuilder AddFeeds(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FeedReader>();
        return builder;
    }
}
