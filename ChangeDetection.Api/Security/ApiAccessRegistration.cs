namespace ChangeDetection.Api.Security;

/// <summary>Puts the REST key into the host.</summary>
internal static class ApiAccessRegistration
{
    public static WebApplicationBuilder AddApiAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ApiAccessOptions>().BindConfiguration(ApiAccessOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<ApiAccess>();
        return builder;
    }
}
