using System.Reflection;
using ChangeDetection.Api.Hosting;
using ChangeDetection.Api.Pages.Settings;
using ChangeDetection.Api.Pages.WatchHistory;
using ChangeDetection.Api.Security;
using ChangeDetection.Infrastructure.Storage;

namespace ChangeDetection.Api.Pages;

/// <summary>Puts the pages and their files into the host.</summary>
internal static class PageRegistration
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.AddKeyRing();
        builder.Services.AddSingleton<WatchHistoryReader>();
        builder.Services.AddSingleton(provider => new InstallationFacts(
            builder.Configuration.IsOneProcess(),
            provider.GetRequiredService<StoreFacts>().Location,
            typeof(PageRegistration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]));
        return builder;
    }

    /// <summary>Serves scripts, styles and images; browsers ask each time whether a file is new, so an upgrade never mixes versions.</summary>
    public static IApplicationBuilder UsePageFiles(this IApplicationBuilder app) =>
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
}
