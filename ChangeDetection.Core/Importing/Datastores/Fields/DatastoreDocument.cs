using System.Text.Json;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores.Fields;

/// <summary>A JSON document of a datastore as its members.</summary>
internal static class DatastoreDocument
{
    /// <summary>The members of the object in a file; of two with one name the last.</summary>
    /// <exception cref="ImportException">It cannot be read, is too large, or is no JSON object.</exception>
    public static async Task<Dictionary<string, JsonElement>> ReadAsync(DatastoreFile file, long limit, CancellationToken cancellationToken)
    {
        var text = ImportText.Decode(await file.ReadAsync(limit, cancellationToken));
        try
        {
            return Members(LooseJson.Parse(text)) ?? throw new ImportException($"{file.Name} is no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new ImportException(FormattableString.Invariant($"{file.Name} is not JSON (line {(broken.LineNumber ?? 0) + 1}); it may have been cut off while it was written."), broken);
        }
    }

    /// <summary>The members of an object; null when it is none.</summary>
    public static Dictionary<string, JsonElement>? Members(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            return null;
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }

    /// <summary>A value as JSON.</summary>
    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
