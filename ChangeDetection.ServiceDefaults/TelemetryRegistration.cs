using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChangeDetection.ServiceDefaults;

/// <summary>Logs, metrics and traces, gathered and sent over OTLP when somebody listens.</summary>
internal static class TelemetryRegistration
{
    private const string OurNames = "ChangeDetection.*";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Spans that nobody will see cost a tenth of a check.
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(OurNames)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(OurNames)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsNoHealthRequest)
                .AddHttpClientInstrumentation());

        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_SERVICE_NAME"]))
            telemetry.ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName));

        telemetry.UseOtlpExporter();
    }

    private static bool IsNoHealthRequest(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(HealthEndpoints.Health, StringComparison.OrdinalIgnoreCase) &&
        !context.Request.Path.StartsWithSegments(HealthEndpoints.Alive, StringComparison.OrdinalIgnoreCase);
}
