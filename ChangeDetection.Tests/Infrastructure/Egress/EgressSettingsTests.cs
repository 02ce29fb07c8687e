using System.Net;
using ChangeDetection.Infrastructure.Egress;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Egress;

/// <summary>What the environment says is meant as it is written, or the program does not start.</summary>
public sealed class EgressSettingsTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData(" Yes ", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_switch_is_on_or_off(string? text, bool isOn)
    {
        Assert.Equal(isOn, EgressSettings.Read(Of(("ALLOW_IANA_RESTRICTED_ADDRESSES", text))).AllowsRestricted);
        Assert.Equal(isOn, OperatorSwitch.IsOn(Of(("ALLOW_REDIRECT_DOWNGRADE", text)), "ALLOW_REDIRECT_DOWNGRADE", "to"));
        Assert.Equal(isOn, EgressSettings.Read(Of(("ALLOW_LINK_LOCAL_ADDRESSES", text))).AllowsLinkLocal);
    }

    [Theory]
    [InlineData("ALLOW_IANA_RESTRICTED_ADDRESSES", "maybe")]
    [InlineData("ALLOW_LINK_LOCAL_ADDRESSES", "2")]
    [InlineData("EGRESS_ALLOW", "10.0.0.0/8, http://nas/")]
    [InlineData("ALLOW_FILE_URI", "perhaps")]
    [InlineData("FILE_URI_FOLDER", "pages", "ALLOW_FILE_URI")]
    [InlineData("FILE_URI_FOLDER", "", "ALLOW_FILE_URI")]
    public void A_value_that_means_nothing_is_named(string name, string value, string? on = null)
    {
        var configuration = Of((name, value), (on ?? "X", "true"));

        var wrong = Assert.Throws<OptionsValidationException>(() => (EgressSettings.Read(configuration), EgressSettings.ReadUrlRules(configuration)));

        Assert.Contains(name, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings:redis", "redis.example", "redis.example:6379")]
    [InlineData("ConnectionStrings:redis", "a.example:6380,b.example,password=x,ssl=false", "a.example:6380 b.example:6379")]
    [InlineData("ConnectionStrings:redis", "10.0.0.1:1234", "10.0.0.1:1234")]
    [InlineData("ConnectionStrings:changedetection", "Host=db.example;Database=a;Username=b", "db.example:5432")]
    [InlineData("ConnectionStrings:changedetection", "Host=one.example:5433,two.example;Port=5434;Database=a", "one.example:5433 two.example:5434")]
    [InlineData("ConnectionStrings:changedetection", "postgres://me:x@db.example/a", "db.example:5432")]
    [InlineData("ConnectionStrings:changedetection", "Host=/var/run/postgresql;Database=a", "")]
    [InlineData("ConnectionStrings:changedetection", "Data Source=a.db", "")]
    [InlineData("ConnectionStrings:changedetection", "nonsense", "")]
    public void Where_database_and_queue_are_stands_in_their_connection_strings(string name, string value, string places) =>
        Assert.Equal(places, string.Join(' ', StoreAddresses.Read(Of((name, value))).Select(one => $"{one.Host}:{one.Port}")));

    [Fact]
    public void The_interfaces_of_this_machine_have_its_loopback_address() => Assert.Contains(IPAddress.Loopback, OwnAddresses.OfInterfaces());

    private static IConfiguration Of(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => one.Value)).Build();
}
