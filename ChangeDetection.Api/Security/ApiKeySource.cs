namespace ChangeDetection.Api.Security;

/// <summary>Where the REST key comes from.</summary>
internal enum ApiKeySource
{
    /// <summary>Made at first start and kept in the store; people may replace it in the settings.</summary>
    Stored,

    /// <summary>Set by API_ACCESS_TOKEN; the settings cannot change it.</summary>
    Configured,
}
