namespace ChangeDetection.Api.V1.Access;

/// <summary>Marks the endpoints of the v1 API: the key opens these and no others, and errors are told in v1's shapes.</summary>
internal sealed class OpensWithApiKey
{
    public static readonly OpensWithApiKey Mark = new();
}
