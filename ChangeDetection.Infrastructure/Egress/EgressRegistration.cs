using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Puts the way out into a host.</summary>
public static class EgressRegistration
{
    /// <summary>Adds <see cref="EgressHttp"/> and what it stands on, and which addresses may be watched; once, however often it is called.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong.</exception>
    public static IHostApplicationBuilder AddEgress(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(EgressSettings.Read(builder.Configuration));
        services.TryAddSingleton(EgressSettings.ReadUrlRules(builder.Configuration));
        services.TryAddSingleton<INameResolver, SystemNameResolver>();
        services.TryAddSingleton<NameLookup>();
        services.TryAddSingleton(provider => new OwnAddresses(OwnAddresses.OfInterfaces, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new StoreEndpoints(
            StoreAddresses.Read(provider.GetRequiredService<IConfiguration>()), provider.GetRequiredService<NameLookup>(),
            provider.GetRequiredService<OwnAddresses>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<EgressGate>();
        services.TryAddSingleton(provider => new EgressHttp(provider.GetRequiredService<EgressGate>()));
        return builder;
    }
}
