namespace ChangeDetection.Api.Security;

/// <summary>The key that opens the REST API.</summary>
/// <param name="Value">What clients send as <c>x-api-key</c>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsRequired">Whether clients must send it at all.</param>
internal sealed record ApiKey(string Value, ApiKeySource Source, bool IsRequired)
{
    /// <summary>Whether this is the key.</summary>
    public bool Matches(string? given) => Secrets.AreEqual(Value, given);

    /// <summary>Says everything but the key, so that it stays out of logs.</summary>
    public override string ToString() => $"REST key, {Source}, {(IsRequired ? "required" : "not required")}";
}
