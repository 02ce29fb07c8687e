using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>Puts users, sessions, keys and shared links into a host.</summary>
internal static class AccessRegistration
{
    public static IHostApplicationBuilder AddAccessStores(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => new UserStore(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>()));
        builder.Services.AddSingleton(provider => new SessionStore(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(provider => new KeyStore(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(provider => new ShareStore(provider.GetRequiredService<StoreContextFactory>(), provider.GetRequiredService<StoreWriter>(), provider.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
