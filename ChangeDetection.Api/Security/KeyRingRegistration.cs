using ChangeDetection.Infrastructure.Storage.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security;

/// <summary>Has the framework's own tokens sealed with the store's keys, which are with everything else that is durable, instead of in the user's home.</summary>
internal static class KeyRingRegistration
{
    public static WebApplicationBuilder AddKeyRing(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName(KeyRing.ApplicationName);
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<KeyRing>().Repository));
        // It says at each start that keys on a disk are not encrypted; the store's keys are locked where a person wants it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }
}
