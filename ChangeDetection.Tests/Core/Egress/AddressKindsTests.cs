using System.Net;
using ChangeDetection.Core.Egress;
using Xunit;

namespace ChangeDetection.Tests.Core.Egress;

/// <summary>What every special range is for, at its edges and right beside them.</summary>
public sealed class AddressKindsTests
{
    // The range, its kind, and the kinds of the addresses right before and behind it; a dash where there are none.
    public static TheoryData<string, string, string, string> Ranges { get; } =
    [
        ("0.0.0.0/8", "ThisMachine", "-", "Public"),
        ("10.0.0.0/8", "Private", "Public", "Public"),
        ("100.64.0.0/10", "CarrierNat", "Public", "Public"),
        ("100.100.100.200/32", "Metadata", "CarrierNat", "CarrierNat"),
        ("127.0.0.0/8", "ThisMachine", "Public", "Public"),
        ("168.63.129.16/32", "Metadata", "Public", "Public"),
        ("169.254.0.0/16", "LinkLocal", "Public", "Public"),
        ("172.16.0.0/12", "Private", "Public", "Public"),
        ("192.0.0.0/24", "Reserved", "Public", "Public"),
        ("192.0.0.8/30", "Reserved", "Reserved", "Reserved"),
        ("192.0.0.192/32", "Metadata", "Reserved", "Reserved"),
        ("192.0.2.0/24", "Documentation", "Public", "Public"),
        ("192.31.196.0/24", "Public", "Public", "Public"),
        ("192.52.193.0/24", "Public", "Public", "Public"),
        ("192.88.99.0/24", "Reserved", "Public", "Public"),
        ("192.168.0.0/16", "Private", "Public", "Public"),
        ("192.175.48.0/24", "Public", "Public", "Public"),
        ("198.18.0.0/15", "Benchmarking", "Public", "Public"),
        ("198.51.100.0/24", "Documentation", "Public", "Public"),
        ("203.0.113.0/24", "Documentation", "Public", "Public"),
        ("224.0.0.0/4", "Multicast", "Public", "Reserved"),
        ("240.0.0.0/4", "Reserved", "Multicast", "-"),
        ("255.255.255.255/32", "Reserved", "Reserved", "-"),

        ("::/128", "ThisMachine", "-", "ThisMachine"),
        ("::1/128", "ThisMachine", "ThisMachine", "ThisMachine"),
        ("64:ff9b:1::/48", "Private|ThisMachine|Reserved", "Reserved", "Reserved"),
        ("100::/64", "Reserved", "Reserved", "Reserved"),
        ("100:0:0:1::/64", "Reserved", "Reserved", "Reserved"),
        ("2000::/3", "Public", "Reserved", "Reserved"),
        ("2001:1::/32", "Reserved", "Reserved", "Benchmarking"),
        ("2001:2::/48", "Benchmarking", "Reserved", "Reserved"),
        ("2001:3::/32", "Public", "Reserved", "Reserved"),
        ("2001:4:112::/48", "Public", "Reserved", "Reserved"),
        ("2001:10::/28", "Reserved", "Reserved", "Public"),
        ("2001:20::/28", "Public", "Reserved", "Public"),
        ("2001:30::/28", "Public", "Public", "Reserved"),
        ("2001:1f0::/28", "Reserved", "Reserved", "Public"),
        ("2001:db8::/32", "Documentation", "Public", "Public"),
        ("2620:4f:8000::/48", "Public", "Public", "Public"),
        ("3fff::/20", "Documentation", "Public", "Public"),
        ("5f00::/16", "Reserved", "Reserved", "Reserved"),
        ("fc00::/7", "Private", "Reserved", "Reserved"),
        ("fd00:ec2::/32", "Metadata", "Private", "Private"),
        ("fd00:c1::a9fe:a9fe/128", "Metadata", "Private", "Private"),
        ("fd20:ce::254/128", "Metadata", "Private", "Private"),
        ("fe80::/10", "LinkLocal", "Reserved", "Private"),
        ("fec0::/10", "Private", "LinkLocal", "Multicast"),
        ("ff00::/8", "Multicast", "Private", "-"),
    ];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_is_what_the_registries_say_from_its_first_address_to_its_last(string range, string kind, string before, string after)
    {
        var network = IPNetwork.Parse(range);
        var first = network.BaseAddress.GetAddressBytes();
        var last = Last(network);

        Assert.Contains(AddressKinds.Of(new IPAddress(first)).ToString(), kind.Split('|'));
        Assert.Contains(AddressKinds.Of(new IPAddress(last)).ToString(), kind.Split('|'));
        if (before != "-")
            Assert.Equal(before, AddressKinds.Of(new IPAddress(Moved(first, -1))).ToString());
        if (after != "-")
            Assert.Equal(after, AddressKinds.Of(new IPAddress(Moved(last, 1))).ToString());
    }

    [Fact]
    public void The_table_above_has_every_range_of_the_product()
    {
        var told = Ranges.Select(row => IPNetwork.Parse(row.Data.Item1)).ToList();
        string[] judgedByWhatIsWithin = ["::/0", "64:ff9b::/96", "2001::/23", "2001::/32", "2002::/16"];

        Assert.Empty(AddressRanges.All.Select(range => range.Network).Except(told).Select(network => network.ToString()).Except(judgedByWhatIsWithin));
    }

    [Theory]
    [InlineData("::ffff:{0}", "Public")]
    [InlineData("::{0}", "Reserved")]
    [InlineData("::ffff:0:{0}", "Reserved")]
    [InlineData("64:ff9b::{0}", "Public")]
    [InlineData("64:ff9b:1::{0}", "Private|ThisMachine")]
    [InlineData("2002:{1}::", "Public")]
    [InlineData("2001:0:{1}::f7f7:f7f7", "Public")]
    [InlineData("2001:0:808:808::{2}", "Public")]
    [InlineData("2606:4700::5efe:{0}", "Public")]
    [InlineData("2606:4700::200:5efe:{0}", "Public")]
    public void An_IPv4_address_within_is_judged_as_well(string form, string publicKind)
    {
        Assert.Contains(Kind(form, "8.8.8.8"), publicKind.Split('|'));
        Assert.Equal("LinkLocal", Kind(form, "169.254.169.254"));
        Assert.Equal("Metadata", Kind(form, "100.100.100.200"));
        foreach (var (address, kind) in (ReadOnlySpan<(string, string)>)[("127.0.0.1", "ThisMachine"), ("10.0.0.1", "Private"), ("100.64.0.1", "CarrierNat"), ("224.0.0.1", "Multicast"), ("255.255.255.254", "Reserved")])
            Assert.Contains(Kind(form, address), new[] { kind, "ThisMachine", "Private" });
    }

    [Theory]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::")]
    [InlineData("64:ff9b:1:a9:fe:a9fe::")]
    [InlineData("fe80::1%3")]
    [InlineData("::ffff:169.254.1.1")]
    public void What_leads_to_the_link_is_link_local_in_any_form(string address) =>
        Assert.Equal(AddressKind.LinkLocal, AddressKinds.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:801::200e%2")]
    public void The_internet_is_public(string address) => Assert.Equal(AddressKind.Public, AddressKinds.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost", AddressKind.ThisMachine)]
    [InlineData("LOCALHOST.", AddressKind.ThisMachine)]
    [InlineData("a.b.localhost..", AddressKind.ThisMachine)]
    [InlineData("localhost.localdomain", AddressKind.ThisMachine)]
    [InlineData("ip6-localhost", AddressKind.ThisMachine)]
    [InlineData("ip6-loopback", AddressKind.ThisMachine)]
    [InlineData("metadata.google.internal.", AddressKind.Metadata)]
    [InlineData("instance-data", AddressKind.Metadata)]
    [InlineData("localhost.example.com", null)]
    [InlineData("notlocalhost", null)]
    public void Some_names_are_known_without_asking_anybody(string name, AddressKind? kind) => Assert.Equal(kind, KnownNames.KindOf(name));

    private static string Kind(string form, string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        var hexadecimal = $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}";
        var inverted = $"{(byte)~bytes[0]:x2}{(byte)~bytes[1]:x2}:{(byte)~bytes[2]:x2}{(byte)~bytes[3]:x2}";
        return AddressKinds.Of(IPAddress.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, address, hexadecimal, inverted))).ToString();
    }

    private static byte[] Last(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return bytes;
    }

    private static byte[] Moved(byte[] address, int step)
    {
        var moved = address.ToArray();
        for (var place = moved.Length - 1; place >= 0; place--)
        {
            moved[place] = (byte)(moved[place] + step);
            if (moved[place] != (step > 0 ? 0 : 255))
                break;
        }

        return moved;
    }
}
