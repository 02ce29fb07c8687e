using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Restock;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Restock;

public sealed class RestockTests
{
    // Row, settings, stock before, price before, reference, stock now, price now, lowest recent, counts.
    public static TheoryData<string, string, bool?, double?, double?, bool?, double?, double?, bool> Decisions { get; } = new()
    {
        { "nothing differs", "{}", true, 10, 10, true, 10, null, false },
        { "comes in stock", "{}", false, 10, 10, true, 10, null, true },
        { "stock becomes known", "{}", null, 10, 10, true, 10, null, true },
        { "goes out of stock", "{}", true, 10, 10, false, 10, null, false },
        { "goes out of stock, all changes", "{\"in_stock_processing\":\"all_changes\"}", true, 10, 10, false, 10, null, true },
        { "comes in stock, all changes", "{\"in_stock_processing\":\"all_changes\"}", false, 10, 10, true, 10, null, true },
        { "stock no longer told, all changes", "{\"in_stock_processing\":\"all_changes\"}", true, 10, 10, null, 10, null, false },
        { "comes in stock, off", "{\"in_stock_processing\":\"off\"}", false, 10, 10, true, 10, null, false },
        { "price falls", "{}", true, 10, 10, true, 9, null, true },
        { "price rises", "{}", true, 10, 10, true, 11, null, true },
        { "price differs, not followed", "{\"follow_price_changes\":false}", true, 10, 10, true, 9, null, false },
        { "price disappears", "{}", true, 10, 10, true, null, null, false },
        { "price appears", "{}", true, null, null, true, 10, null, true },
        { "below the minimum", "{\"price_change_min\":9}", true, 10, 10, true, 8, null, true },
        { "at the minimum", "{\"price_change_min\":9}", true, 10, 10, true, 9, null, false },
        { "above the minimum", "{\"price_change_min\":9}", true, 10, 10, true, 12, null, false },
        { "above the maximum", "{\"price_change_max\":11}", true, 10, 10, true, 12, null, true },
        { "at the maximum", "{\"price_change_max\":11}", true, 10, 10, true, 11, null, false },
        { "between the bounds", "{\"price_change_min\":5,\"price_change_max\":15}", true, 10, 10, true, 12, null, false },
        { "outside the bounds", "{\"price_change_min\":5,\"price_change_max\":15}", true, 10, 10, true, 16, null, true },
        { "between the bounds, but comes in stock", "{\"price_change_min\":5,\"price_change_max\":15}", false, 10, 10, true, 10, null, true },
        { "zero is no bound", "{\"price_change_min\":0,\"price_change_max\":0}", true, 10, 10, true, 9, null, true },
        { "below the threshold", "{\"price_change_threshold_percent\":10}", true, 100, 100, true, 95, null, false },
        { "at the threshold", "{\"price_change_threshold_percent\":10}", true, 100, 100, true, 90, null, false },
        { "beyond the threshold", "{\"price_change_threshold_percent\":10}", true, 100, 100, true, 89, null, true },
        { "beyond the threshold upwards", "{\"price_change_threshold_percent\":10}", true, 100, 100, true, 111, null, true },
        { "a slow drift counts against the last change", "{\"price_change_threshold_percent\":10}", true, 92, 100, true, 89, null, true },
        { "a jump back to the last change is none", "{\"price_change_threshold_percent\":10}", true, 92, 100, true, 99, null, false },
        { "zero is no threshold", "{\"price_change_threshold_percent\":0}", true, 100, 100, true, 99, null, true },
        { "threshold says nothing about stock", "{\"price_change_threshold_percent\":10}", false, 100, 100, true, 100, null, true },
        { "a new low", "{\"price_new_low_days\":30}", true, 10, 10, true, 8, 9, true },
        { "as low as before", "{\"price_new_low_days\":30}", true, 10, 10, true, 9, 9, false },
        { "lower, but no new low", "{\"price_new_low_days\":30}", true, 10, 10, true, 9.5, 9, false },
        { "a new low without history", "{\"price_new_low_days\":30}", true, 10, 10, true, 9, null, true },
        { "numbers as text", "{\"price_change_min\":\"9\"}", true, 10, 10, true, 8, null, true },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_step_counts_or_not(string row, string settings, bool? stockBefore, double? priceBefore, double? reference, bool? stockNow, double? priceNow, double? lowest, bool counts)
    {
        var before = new Offer((decimal?)priceBefore, null, null, stockBefore) { ReferencePrice = (decimal?)reference };
        var now = new Offer((decimal?)priceNow, null, null, stockNow);

        Assert.True(counts == RestockRules.Counts(before, now, RestockSettings.Of(Settings(settings)), (decimal?)lowest), row);
    }

    // Page, version.
    public static TheoryData<string, string> Offers { get; } = new()
    {
        { Ld("""{"@type":"Product","offers":{"@type":"Offer","price":"12.30","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}"""), "In Stock: True - Price: 12.3" },
        { Ld("""{"offers":[{"price":12.5,"availability":"http://schema.org/OutOfStock"}]}"""), "In Stock: False - Price: 12.5" },
        { Ld("""{"@graph":[{"@type":"Product","offers":{"lowPrice":7,"highPrice":9,"availability":"InStoreOnly"}}]}"""), "In Stock: True - Price: 7" },
        { Ld("""{"offers":{"priceSpecification":{"price":3},"availability":"LimitedAvailability"}}"""), "In Stock: True - Price: 3" },
        { Ld("""{"offers":{"price":"1.299,00","availability":"PreSale"}}"""), "In Stock: True - Price: 1299" },
        { Ld("""{"offers":{"price":5}}"""), "In Stock: False - Price: 5" },
        { Ld("""{"offers":{"availability":"OnlineOnly"}}"""), "In Stock: True - Price: None" },
        { Ld("""{"offers":[{"price":5,"availability":"InStock"},{"price":5,"availability":"InStock"}]}"""), "In Stock: True - Price: 5" },
        { Ld("{ broken") + "<meta property='product:price:amount' content='8.00'><meta property='product:availability' content='instock'>", "In Stock: True - Price: 8" },
        { "<div itemscope><span itemprop=price content='9.99'>EUR 9.99</span><link itemprop=availability href='https://schema.org/InStock'></div>", "In Stock: True - Price: 9.99" },
        { "<span itemprop=price>$ 1,299.50</span><span itemprop=availability>out of stock</span>", "In Stock: False - Price: 1299.5" },
        { "<meta property='og:price:amount' content='4'><meta property='og:availability' content='out of stock'>", "In Stock: False - Price: 4" },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public void Price_and_stock_are_found_in_the_pages_data(string page, string version)
    {
        Assert.Equal(version, APage.Input(APage.Html(page), Settings("{}")).TextOf());
    }

    [Theory]
    [InlineData("<b class=p>Now 19,90 €</b><i class=s>In stock</i>", "In Stock: True - Price: 19.9")]
    [InlineData("<b class=p>Now 19,90 €</b><i class=s>Sold out</i>", "In Stock: False - Price: 19.9")]
    [InlineData("<b class=p>Now 19,90 €</b>", "In Stock: False - Price: 19.9")]
    public void The_watchs_own_selectors_go_first(string page, string version)
    {
        var settings = Settings("{\"price_selector\":\".p\",\"stock_selector\":\"//i[@class='s']\"}");

        Assert.Equal(version, APage.Input(APage.Html(page + Ld("""{"offers":{"price":1,"availability":"InStock"}}""")), settings).TextOf());
    }

    [Fact]
    public void Several_prices_are_a_failure()
    {
        var failure = APage.Input(APage.Html(Ld("""{"offers":[{"price":5},{"price":6}]}""")), Settings("{}")).FailureOf();

        Assert.Equal(CheckFailure.SeveralPrices, failure.Failure);
        Assert.StartsWith("Cannot run, more than one price detected, ", failure.Detail);
    }

    [Fact]
    public void A_page_without_offer_fails_again_on_the_same_bytes()
    {
        var watch = new AWatchHistory(Settings("{}"));
        watch.Checks(APage.Html(Ld("""{"offers":{"price":5,"availability":"InStock"}}""")));

        for (var round = 0; round < 2; round++)
        {
            var failure = Assert.IsType<CheckOutcome.Failed>(watch.Checks(APage.Html("<p>gone")));
            Assert.StartsWith("Unable to extract restock data for this page unfortunately. (Got code 200 from server)", failure.Detail);
        }
    }

    [Fact]
    public void A_slow_drift_is_told_once_it_has_gone_far_enough()
    {
        var watch = new AWatchHistory(Settings("{\"price_change_threshold_percent\":10}"));
        var told = new List<int>();

        for (var price = 100; price >= 80; price--)
        {
            if (watch.Checks(APage.Html(Ld($"{{\"offers\":{{\"price\":{price},\"availability\":\"InStock\"}}}}"))) is CheckOutcome.Changed)
                told.Add(price);
        }

        Assert.Equal([100, 89, 80], told);
    }

    [Fact]
    public void Older_fields_are_understood()
    {
        Assert.Equal("in_stock_only", RestockSettings.Of(new WatchSettings()).InStockProcessing);
        Assert.Equal("all_changes", RestockSettings.Of(new WatchSettings { InStockOnly = false }).InStockProcessing);
        Assert.Equal(5, RestockSettings.Of(new WatchSettings { PriceChangeThresholdPercent = 5 }).PriceChangeThresholdPercent);
    }

    private static string Ld(string json) => $"<p>x</p><script type=\"application/ld+json\">{json}</script>";

    private static WatchSettings Settings(string json) => new() { Processor = "restock_diff", ProcessorConfigRestockDiff = JsonDocument.Parse(json).RootElement };
}
