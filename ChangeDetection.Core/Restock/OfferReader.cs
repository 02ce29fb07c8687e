using AngleSharp.Dom;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Extraction.Selecting;
using Newtonsoft.Json.Linq;

namespace ChangeDetection.Core.Restock;

/// <summary>Finds price and stock in a page: by the watch's own selectors, else JSON-LD, then microdata, then OpenGraph.</summary>
internal static class OfferReader
{
    private static readonly string[] InStockWords = ["instock", "instoreonly", "limitedavailability", "onlineonly", "presale"];
    private static readonly string[] OutOfStockPhrases =
        ["out of stock", "sold out", "not available", "unavailable", "currently unavailable", "no longer available", "notify me", "ausverkauft", "nicht verfügbar", "nicht lieferbar", "rupture de stock", "épuisé", "agotado", "esaurito", "uitverkocht", "0 in stock"];

    /// <summary>What the page offers; null when it names neither price nor stock.</summary>
    /// <exception cref="FilterException">The page has several different prices, or a selector is wrong.</exception>
    public static Offer? Read(PageDom page, RestockSettings settings)
    {
        var facts = FromJsonLd(page).Concat([FromMicrodata(page), FromOpenGraph(page)]).Where(offer => offer is not null).Select(offer => offer!).ToList();
        var price = settings.PriceSelector is { } where ? PriceText.FirstNumber(TextOf(page, where)) : OnePrice(facts);
        var availability = settings.StockSelector is { } stock ? TextOf(page, stock) : facts.Select(offer => offer.Availability).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        if (price is null && availability is null)
            return null;
        return new Offer(price, facts.Select(offer => offer.Currency).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)), availability, IsInStock(availability, settings.StockSelector is not null));
    }

    private static decimal? OnePrice(List<Offer> facts)
    {
        // The first source that names a price decides; the others repeat it, often rounded.
        var prices = facts.Where(offer => offer.Price is not null).GroupBy(offer => offer.Availability is null ? 1 : 0).OrderBy(group => group.Key)
            .FirstOrDefault()?.Select(offer => offer.Price!.Value).Distinct().ToList() ?? [];
        return prices.Count > 1 ? throw new FilterException(CheckFailure.SeveralPrices, FailureTexts.SeveralPrices) : prices.Count == 1 ? prices[0] : null;
    }

    private static bool? IsInStock(string? availability, bool isProse)
    {
        if (string.IsNullOrWhiteSpace(availability))
            return isProse ? false : null;
        if (isProse)
            return !OutOfStockPhrases.Any(phrase => availability.Contains(phrase, StringComparison.OrdinalIgnoreCase));
        var word = availability.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return InStockWords.Any(known => word.Contains(known, StringComparison.OrdinalIgnoreCase));
    }

    private static string TextOf(PageDom page, string selector)
    {
        var filter = PageFilter.Parse(selector);
        var parts = filter.Kind switch
        {
            FilterKind.Css => CssParts.Select(page, filter.Expression).Select(SelectedPart (element) => new SelectedPart.Node(element)),
            FilterKind.XPath => XPath2Parts.Select(page, filter.Expression),
            FilterKind.XPath1 => XPathParts.Select1(page, filter.Expression),
            _ => throw new FilterException($"'{selector}' must be a CSS or XPath selector."),
        };
        return string.Join(' ', parts.Select(part => part is SelectedPart.Node node ? page.TextOf(node.Element) : ((SelectedPart.Words)part).Text)).Trim();
    }

    private static IEnumerable<Offer?> FromJsonLd(PageDom page)
    {
        foreach (var script in page.Elements().Where(element => element.LocalName == "script" && element.GetAttribute("type") == "application/ld+json"))
        {
            if (JsonText.Parse(script.TextContent, page.Deadline) is not { } json)
                continue;
            foreach (var offers in json.SelectTokens("$..offers"))
            {
                foreach (var offer in offers is JArray list ? list.OfType<JObject>() : new[] { offers }.OfType<JObject>())
                    yield return FromJson(offer);
            }
        }
    }

    private static Offer FromJson(JObject offer)
    {
        // Schema.org allows the price in a specification below the offer.
        var price = offer["price"] ?? offer["lowPrice"] ?? (offer["priceSpecification"] is JArray list ? list.FirstOrDefault() : offer["priceSpecification"])?["price"];
        return new Offer(Price(price), (string?)(offer["priceCurrency"] as JValue), (string?)(offer["availability"] as JValue), null);
    }

    private static decimal? Price(JToken? price) => price switch
    {
        JValue { Type: JTokenType.Integer or JTokenType.Float } number => (decimal)Math.Clamp((double)number, -1e15, 1e15),
        JValue { Type: JTokenType.String } text => PriceText.FirstNumber((string)text!),
        _ => null,
    };

    private static Offer? FromMicrodata(PageDom page)
    {
        string? Value(string name) => page.Elements().FirstOrDefault(element => element.GetAttribute("itemprop") == name) is { } found
            ? found.GetAttribute("content") ?? found.GetAttribute("href") ?? page.TextOf(found) : null;
        var (price, availability) = (Value("price") ?? Value("lowPrice"), Value("availability"));
        return price is null && availability is null ? null : new Offer(price is null ? null : PriceText.FirstNumber(price), Value("priceCurrency"), availability, null);
    }

    private static Offer? FromOpenGraph(PageDom page)
    {
        string? Value(params string[] names) => page.Elements()
            .FirstOrDefault(element => element.LocalName == "meta" && names.Contains(element.GetAttribute("property") ?? element.GetAttribute("name")))?.GetAttribute("content");
        var price = Value("product:price:amount", "og:price:amount", "product:sale_price:amount");
        var availability = Value("product:availability", "og:availability");
        return price is null && availability is null ? null : new Offer(price is null ? null : PriceText.FirstNumber(price), Value("product:price:currency", "og:price:currency"), availability, null);
    }
}
