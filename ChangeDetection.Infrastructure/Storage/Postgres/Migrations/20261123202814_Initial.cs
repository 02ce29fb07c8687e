using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChangeDetection.Infrastructure.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contents",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    encoding = table.Column<int>(type: "integer", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contents", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "removed_watches",
                columns: table => new
                {
                    watch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    removed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_removed_watches", x => x.watch_id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "store_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    epoch = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    watches = table.Column<int>(type: "integer", nullable: false),
                    unread = table.Column<int>(type: "integer", nullable: false),
                    errors = table.Column<int>(type: "integer", nullable: false),
                    paused = table.Column<int>(type: "integer", nullable: false),
                    queued = table.Column<int>(type: "integer", nullable: false),
                    checking = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "watches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    is_paused = table.Column<bool>(type: "boolean", nullable: false),
                    is_muted = table.Column<bool>(type: "boolean", nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false),
                    next_check_at = table.Column<long>(type: "bigint", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    job = table.Column<long>(type: "bigint", nullable: false),
                    queued_at = table.Column<long>(type: "bigint", nullable: true),
                    lease_owner = table.Column<string>(type: "text", nullable: true),
                    checking_since = table.Column<long>(type: "bigint", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    last_checked_at = table.Column<long>(type: "bigint", nullable: true),
                    last_changed_at = table.Column<long>(type: "bigint", nullable: true),
                    last_viewed_at = table.Column<long>(type: "bigint", nullable: true),
                    is_unread = table.Column<bool>(type: "boolean", nullable: false),
                    failure = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    page_title = table.Column<string>(type: "text", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    remote_server = table.Column<string>(type: "text", nullable: true),
                    fetch_milliseconds = table.Column<long>(type: "bigint", nullable: false),
                    check_count = table.Column<long>(type: "bigint", nullable: false),
                    snapshot_count = table.Column<int>(type: "integer", nullable: false),
                    newest_snapshot_number = table.Column<int>(type: "integer", nullable: false),
                    newest_snapshot_at = table.Column<long>(type: "bigint", nullable: true),
                    previous_checksum = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    beats = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "snapshots",
                columns: table => new
                {
                    watch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    taken_at = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    checksum = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_snapshots", x => new { x.watch_id, x.number });
                    table.ForeignKey(
                        name: "FK_snapshots_contents_content_hash",
                        column: x => x.content_hash,
                        principalTable: "contents",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_snapshots_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_removed_watches_revision",
                table: "removed_watches",
                column: "revision");

            migrationBuilder.CreateIndex(
                name: "IX_snapshots_content_hash",
                table: "snapshots",
                column: "content_hash");

            migrationBuilder.CreateIndex(
                name: "IX_snapshots_watch_id_taken_at",
                table: "snapshots",
                columns: new[] { "watch_id", "taken_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_watches_created_at_id",
                table: "watches",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_watches_due",
                table: "watches",
                column: "next_check_at",
                filter: "queued_at IS NULL AND NOT is_paused");

            migrationBuilder.CreateIndex(
                name: "ix_watches_leased",
                table: "watches",
                column: "lease_owner",
                filter: "lease_owner IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_watches_queued",
                table: "watches",
                column: "queued_at",
                filter: "queued_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_watches_revision",
                table: "watches",
                column: "revision");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "removed_watches");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "snapshots");

            migrationBuilder.DropTable(
                name: "store_state");

            migrationBuilder.DropTable(
                name: "workers");

            migrationBuilder.DropTable(
                name: "contents");

            migrationBuilder.DropTable(
                name: "watches");
        }
    }
}
