using System.Text;
using ChangeDetection.Core.Icons;
using Xunit;

namespace ChangeDetection.Tests.Core.Icons;

public sealed class SiteIconTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("00000100010010100000", "image/x-icon")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("FFD8FFE000", "image/jpeg")]
    [InlineData("524946460000000057454250", "image/webp")]
    public void A_picture_is_known_by_its_bytes(string bytes, string type) =>
        Assert.Equal(type, SiteIcon.From(Convert.FromHexString(bytes))?.Type);

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("GIF8")]
    [InlineData("RIFF....WAVE")]
    [InlineData("")]
    public void Anything_else_is_none(string bytes) => Assert.Null(SiteIcon.From(Encoding.Latin1.GetBytes(bytes)));

    [Fact]
    public void A_picture_too_large_is_none()
    {
        var bytes = new byte[IconImage.MaxBytes + 1];
        Convert.FromHexString("89504E470D0A1A0A").CopyTo(bytes, 0);

        Assert.NotNull(SiteIcon.From(bytes.AsMemory(0, IconImage.MaxBytes)));
        Assert.Null(SiteIcon.From(bytes));
    }

    [Fact]
    public void The_name_stands_for_the_bytes()
    {
        var one = SiteIcon.From(Convert.FromHexString("FFD8FFE000"))!;

        Assert.Equal(one.Id, SiteIcon.From(Convert.FromHexString("FFD8FFE000"))!.Id);
        Assert.NotEqual(one.Id, SiteIcon.From(Convert.FromHexString("FFD8FFE001"))!.Id);
        Assert.Matches("^[0-9a-f]{32}$", one.Id);
    }
}
