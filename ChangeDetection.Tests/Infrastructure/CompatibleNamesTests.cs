using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure;

public sealed class CompatibleNamesTests
{
    [Theory]
    [InlineData("DEFAULT_SETTINGS_REQUESTS_TIMEOUT", "90", "Fetch:Timeout", "00:01:30")]
    [InlineData("DEFAULT_SETTINGS_HEADERS_USERAGENT", "Me/1", "Fetch:UserAgent", "Me/1")]
    [InlineData("LOGGER_LEVEL", "warning", "Logging:LogLevel:Default", "Warning")]
    public void A_known_name_sets_what_it_means_and_our_own_name_counts_more(string name, string value, string key, string meant)
    {
        Assert.Equal(meant, Build((name, value)).Configuration[key]);
        Assert.Equal("own", Build((name, value), (key, "own")).Configuration[key]);
    }

    [Theory]
    [InlineData("DEFAULT_SETTINGS_REQUESTS_TIMEOUT", "soon")]
    [InlineData("DEFAULT_SETTINGS_REQUESTS_TIMEOUT", "0")]
    [InlineData("LOGGER_LEVEL", "loud")]
    public void A_value_that_cannot_be_meant_is_told_by_its_name(string name, string value) =>
        Assert.Contains(name, Assert.Throws<OptionsValidationException>(() => Build((name, value))).Message, StringComparison.Ordinal);

    private static HostApplicationBuilder Build(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        builder.AddCompatibleNames();
        return builder;
    }
}
