using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Watches;

public sealed class GroupPatternTests
{
    private const string Url = "https://shop.Example.com/items?id=5";

    [Theory]
    [InlineData("shop.example", true)]
    [InlineData("SHOP", true)]
    [InlineData("shops", false)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("*example.com*", true)]
    [InlineData("example.com*", false)]
    [InlineData("https://*.example.com/*", true)]
    [InlineData("https://shop?Example.com/items?id=5", true)]
    [InlineData("*id=[0-9]", true)]
    [InlineData("*id=[!0-9]", false)]
    [InlineData("*id=[!a-z]", true)]
    [InlineData("*id=[]5]", true)]
    [InlineData("*id=[9-0]", false)]
    [InlineData("*id=[!9-0]", true)]
    [InlineData("*id=[", false)]
    [InlineData("*[.]com*", true)]
    [InlineData("*[\\^x-]com*", false)]
    [InlineData("*.*", true)]
    public void An_address_fits_or_not(string pattern, bool fits) => Assert.Equal(fits, GroupPattern.Fits(pattern, Url));

    [Fact]
    public void No_pattern_takes_long()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "b";

        Assert.False(GroupPattern.Fits(pattern, "http://" + new string('a', 4000)));
    }
}
