using ChangeDetection.Core.Importing;

namespace ChangeDetection.Api.Importing;

/// <summary>Puts imports into the host.</summary>
internal static class ImportRegistration
{
    public static WebApplicationBuilder AddImports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ImportReader>().AddSingleton<ImportRun>();
        return builder;
    }
}
