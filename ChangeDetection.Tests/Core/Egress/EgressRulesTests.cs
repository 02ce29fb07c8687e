using System.Net;
using ChangeDetection.Core.Egress;
using Xunit;

namespace ChangeDetection.Tests.Core.Egress;

/// <summary>What each switch and each entry of the list opens, and what it leaves closed.</summary>
public sealed class EgressRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("10.0.0.1", true, false)]
    [InlineData("100.64.0.1", true, false)]
    [InlineData("240.0.0.1", true, false)]
    [InlineData("169.254.169.254", false, true)]
    [InlineData("::ffff:169.254.169.254", false, true)]
    [InlineData("fe80::1", false, true)]
    [InlineData("fd00:ec2::254", false, true)]
    [InlineData("100.100.100.200", false, true)]
    [InlineData("8.8.8.8", true, true)]
    public void One_switch_opens_what_is_private_and_another_one_what_is_link_local(string address, bool byRestricted, bool byLinkLocal)
    {
        var place = IPAddress.Parse(address);

        Assert.Equal(byRestricted, new EgressRules { AllowsRestricted = true }.RefusalOf("host", place, isOwn: false) is null);
        Assert.Equal(byLinkLocal, new EgressRules { AllowsLinkLocal = true }.RefusalOf("host", place, isOwn: false) is null);
        Assert.Equal(address == "8.8.8.8", new EgressRules().RefusalOf("host", place, isOwn: false) is null);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "host", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "host", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "host", "2002:a01:203::", false)]
    [InlineData("10.0.0.0/8", "host", "192.168.1.1", false)]
    [InlineData("10.1.2.3", "host", "10.1.2.3", true)]
    [InlineData("[::1]", "host", "::1%1", true)]
    [InlineData("fd00::/8, 10.0.0.0/8", "host", "fd12::1", true)]
    [InlineData("nas.example", "NAS.example.", "192.168.1.1", true)]
    [InlineData("nas.example", "a.nas.example", "192.168.1.1", false)]
    [InlineData("*.home.arpa", "a.b.home.arpa", "192.168.1.1", true)]
    [InlineData("*.home.arpa", "home.arpa", "192.168.1.1", false)]
    [InlineData("*.home.arpa", "evilhome.arpa", "192.168.1.1", false)]
    [InlineData("münchen.example", "xn--mnchen-3ya.example", "192.168.1.1", true)]
    [InlineData("0.0.0.0/0", "host", "127.0.0.1", true)]
    [InlineData("0.0.0.0/0", "host", "169.254.169.254", false)]
    [InlineData("0.0.0.0/0,::/0", "host", "fe80::1", false)]
    [InlineData("::/0", "host", "64:ff9b::a9fe:a9fe", false)]
    [InlineData("169.254.0.0/16", "host", "169.254.169.254", true)]
    [InlineData("169.254.169.254", "host", "169.254.169.254", true)]
    [InlineData("169.254.0.0/15", "host", "169.254.169.254", false)]
    [InlineData("fe80::/10", "host", "fe80::1", true)]
    [InlineData("metadata.example", "metadata.example", "169.254.169.254", false)]
    public void An_entry_opens_what_it_names_and_link_local_only_from_within(string list, string host, string address, bool isOpen) =>
        Assert.Equal(isOpen, new EgressRules { Allowed = AllowedTargets.Parse(list) }.RefusalOf(host, IPAddress.Parse(address), isOwn: false) is null);

    [Fact]
    public void An_address_of_this_machine_is_no_public_one()
    {
        var place = IPAddress.Parse("93.184.216.34");

        Assert.Equal(AddressKind.ThisMachine, new EgressRules().RefusalOf("host", place, isOwn: true));
        Assert.Null(new EgressRules { Allowed = AllowedTargets.Parse("93.184.216.34") }.RefusalOf("host", place, isOwn: true));
    }

    [Theory]
    [InlineData("localhost", "localhost", true)]
    [InlineData("", "localhost", false)]
    [InlineData("metadata.google.internal", "metadata.google.internal", false)]
    [InlineData("", "example.com", true)]
    public void A_known_name_is_refused_before_it_is_looked_up(string list, string host, bool isOpen) =>
        Assert.Equal(isOpen, new EgressRules { Allowed = AllowedTargets.Parse(list) }.RefusalOf(host) is null);

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("http://nas.example/")]
    [InlineData("nas.example:8080")]
    [InlineData("*")]
    [InlineData("na*s.example")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")]
    [InlineData("256.1.1.1")]
    [InlineData("a b")]
    [InlineData("fe80::1%2")]
    [InlineData("nas..example")]
    public void An_entry_that_means_nothing_is_named(string entry) =>
        Assert.StartsWith($"'{entry}'", Assert.Throws<FormatException>(() => AllowedTargets.Parse($"10.0.0.7, {entry}")).Message, StringComparison.Ordinal);
}
