namespace ChangeDetection.Core.Access;

/// <summary>What somebody may do; each may do what the ones before may. Numbers are stored and never change.</summary>
public enum AccessRole
{
    /// <summary>Sees watches, versions and differences; the scope <c>read</c> of an API key.</summary>
    Viewer = 1,

    /// <summary>Adds, changes, checks and deletes watches too; the scope <c>write</c> of an API key.</summary>
    Editor = 2,

    /// <summary>Changes the installation too: settings, users, keys, backups; the scope <c>admin</c> of an API key.</summary>
    Admin = 3,
}
