namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Puts configuration as code into the host.</summary>
internal static class ConfigRegistration
{
    public static WebApplicationBuilder AddConfigAsCode(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConfigDocuments>();
        return builder;
    }
}
