namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Puts signing in by name and password into the host.</summary>
internal static class SignInRegistration
{
    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateDataAnnotations();
        services.AddSingleton<Passwords>().AddSingleton<ConfiguredAdmin>().AddSingleton<SetupCode>().AddSingleton<SignInAttempts>();
        services.AddForgeryProtection();
        return builder;
    }
}
