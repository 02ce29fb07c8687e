namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>How a change of users ended.</summary>
public enum UserOutcome
{
    /// <summary>It is stored.</summary>
    Done,

    /// <summary>There is no such user.</summary>
    Missing,

    /// <summary>Another user has that name.</summary>
    NameTaken,

    /// <summary>Nobody would be left who may change the installation.</summary>
    LastAdmin,

    /// <summary>The environment sets this user's password.</summary>
    Configured,

    /// <summary>There are users already, so nobody can be the first.</summary>
    NotFirst,
}
