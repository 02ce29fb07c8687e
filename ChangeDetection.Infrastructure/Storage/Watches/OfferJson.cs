using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeDetection.Core.Restock;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>Offers of shop pages as stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Offer))]
internal sealed partial class OfferJson : JsonSerializerContext
{
    public static string? Write(Offer? offer) => offer is null ? null : JsonSerializer.Serialize(offer, Default.Offer);

    /// <summary>The stored offer; a damaged one is as good as none, since the next check finds it again.</summary>
    public static Offer? Read(string? json)
    {
        if (json is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, Default.Offer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
