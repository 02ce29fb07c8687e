namespace ChangeDetection.Api.Security.Access;

/// <summary>By what somebody may be here.</summary>
internal enum Means
{
    /// <summary>A key of the REST API.</summary>
    Key,

    /// <summary>A session that began with a sign-in; browsers send it along whoever makes them ask.</summary>
    Session,

    /// <summary>The word of a trusted proxy; it comes with whatever a browser asks.</summary>
    Proxy,

    /// <summary>Nobody can sign in yet, and the request comes from this machine, or everybody is let in.</summary>
    Open,
}
