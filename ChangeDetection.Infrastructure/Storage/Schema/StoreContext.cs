using System.Text;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>The tables, the same for both databases; each database has its own subclass and migrations.</summary>
internal abstract class StoreContext(DbContextOptions options) : DbContext(options)
{
    // Word for word as the queries say it: SQLite takes a partial index only for a query that repeats its condition.
    private const string DueFilter = "queued_at IS NULL AND NOT is_paused AND NOT is_set_aside";
    private const string ParkedFilter = "is_parked";

    public DbSet<WatchRow> Watches => Set<WatchRow>();
    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();
    public DbSet<SeenTextRow> SeenTexts => Set<SeenTextRow>();
    public DbSet<ContentRow> Contents => Set<ContentRow>();
    public DbSet<RemovedWatchRow> RemovedWatches => Set<RemovedWatchRow>();
    public DbSet<StoreStateRow> States => Set<StoreStateRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<WorkerRow> Workers => Set<WorkerRow>();
    public DbSet<HostRow> Hosts => Set<HostRow>();
    public DbSet<SeatRow> Seats => Set<SeatRow>();
    public DbSet<IconRow> Icons => Set<IconRow>();
    public DbSet<CheckLogRow> CheckLog => Set<CheckLogRow>();
    public DbSet<UserRow> Users => Set<UserRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<ShareRow> Shares => Set<ShareRow>();

    /// <summary>How documents of settings are read and written; a context that only makes migrations has none.</summary>
    public SealedDocuments Documents { get; set; } = null!;

    /// <summary>What every check asks; a context that only makes migrations has none.</summary>
    public CheckQueries Queries { get; set; } = null!;

    /// <summary>The watches whose check is due and not yet wanted; the due index has this condition.</summary>
    public IQueryable<WatchRow> DueWatches(long now) => Watches.Where(row => row.QueuedAt == null && !row.IsPaused && !row.IsSetAside && row.NextCheckAt <= now);

    /// <summary>The watches whose check is wanted and in no worker's hands.</summary>
    public IQueryable<WatchRow> WaitingWatches() => Watches.Where(row => row.QueuedAt != null && row.LeaseOwner == null);

    /// <summary>Reads watches whose check is due, most overdue first, leaving out those another scheduler is just offering.</summary>
    public abstract IQueryable<WatchRow> LockDueWatches(long now, int limit);

    /// <summary>Writes changed watches ahead of the rest, where the database has a quicker way than the tracker's; else they are left to it.</summary>
    public virtual Task WriteAsync(IReadOnlyCollection<EntityEntry<WatchRow>> changed, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<WatchRow>(watch =>
        {
            watch.ToTable("watches").HasKey(row => row.Id);
            watch.Property(row => row.Id).ValueGeneratedNever();
            watch.HasIndex(row => new { row.CreatedAt, row.Id });
            watch.HasIndex(row => row.Revision);
            watch.HasIndex(row => row.ScheduleVersion);
            watch.HasIndex(row => row.NextCheckAt).HasDatabaseName("ix_watches_due").HasFilter(DueFilter);
            watch.HasIndex(row => new { row.Priority, row.QueuedAt }).HasDatabaseName("ix_watches_queued").HasFilter("queued_at IS NOT NULL");
            watch.HasIndex(row => row.IconId).HasDatabaseName("ix_watches_icon").HasFilter("icon_id IS NOT NULL");
            watch.HasIndex(row => row.LeaseOwner).HasDatabaseName("ix_watches_leased").HasFilter("lease_owner IS NOT NULL");
            watch.HasIndex(row => row.Host).HasDatabaseName("ix_watches_in_flight").HasFilter("lease_owner IS NOT NULL");
            watch.HasIndex(row => new { row.Host, row.Priority, row.QueuedAt }).HasDatabaseName("ix_watches_parked").HasFilter(ParkedFilter);
        });
        modelBuilder.Entity<SnapshotRow>(snapshot =>
        {
            snapshot.ToTable("snapshots").HasKey(row => new { row.WatchId, row.Number });
            snapshot.HasIndex(row => new { row.WatchId, row.TakenAt }).IsUnique();
            snapshot.HasIndex(row => row.ContentHash);
            snapshot.HasOne<WatchRow>().WithMany().HasForeignKey(row => row.WatchId).OnDelete(DeleteBehavior.Cascade);
            snapshot.HasOne<ContentRow>().WithMany().HasForeignKey(row => row.ContentHash).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<SeenTextRow>(seen =>
        {
            seen.ToTable("seen_texts").HasKey(row => row.WatchId);
            seen.HasOne<WatchRow>().WithMany().HasForeignKey(row => row.WatchId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ContentRow>().ToTable("contents").HasKey(row => row.Hash);
        modelBuilder.Entity<IconRow>().ToTable("icons").HasKey(row => row.Id);
        modelBuilder.Entity<RemovedWatchRow>(removed =>
        {
            removed.ToTable("removed_watches").HasKey(row => row.WatchId);
            removed.Property(row => row.WatchId).ValueGeneratedNever();
            removed.HasIndex(row => row.Revision);
        });
        modelBuilder.Entity<StoreStateRow>().ToTable("store_state").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<SettingRow>().ToTable("settings").HasKey(row => row.Name);
        modelBuilder.Entity<WorkerRow>().ToTable("workers").HasKey(row => row.Id);
        modelBuilder.Entity<HostRow>().ToTable("hosts").HasKey(row => row.Host);
        modelBuilder.Entity<SeatRow>().ToTable("seats").HasKey(row => row.Name);
        modelBuilder.Entity<CheckLogRow>(check =>
        {
            check.ToTable("check_log").HasKey(row => new { row.WatchId, row.Slot });
            check.HasOne<WatchRow>().WithMany().HasForeignKey(row => row.WatchId).OnDelete(DeleteBehavior.Cascade);
        });
        ModelAccess(modelBuilder);
        NameColumnsInSnakeCase(modelBuilder);
    }

    private static void ModelAccess(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UserRow>(user =>
        {
            user.ToTable("users").Property(row => row.Id).ValueGeneratedNever();
            user.HasIndex(row => row.NameKey).IsUnique();
            user.HasIndex(row => row.Subject).IsUnique();
        });
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions").HasKey(row => row.Id);
            session.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_keys").Property(row => row.Id).ValueGeneratedNever();
            key.HasIndex(row => row.Hash).IsUnique();
        });
        modelBuilder.Entity<ShareRow>(share =>
        {
            share.ToTable("shares").Property(row => row.Id).ValueGeneratedNever();
            share.HasIndex(row => row.Hash).IsUnique();
            share.HasOne<WatchRow>().WithMany().HasForeignKey(row => row.WatchId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void NameColumnsInSnakeCase(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
