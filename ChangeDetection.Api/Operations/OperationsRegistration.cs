namespace ChangeDetection.Api.Operations;

/// <summary>Puts what operators see into the host.</summary>
internal static class OperationsRegistration
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueueReader>().AddSingleton<DueWorkHealth>();
        builder.Services.AddHealthChecks().AddCheck<DueWorkHealth>(DueWorkHealth.Name);
        return builder;
    }

    public static WebApplication MapOperations(this WebApplication app)
    {
        app.MapQueue();
        app.MapStatusPages();
        return app;
    }
}
