using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChangeDetection.Infrastructure.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Work : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_watches_due",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "ix_watches_queued",
                table: "watches");

            migrationBuilder.AddColumn<int>(
                name: "places",
                table: "workers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "deaths",
                table: "watches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "host",
                table: "watches",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "is_parked",
                table: "watches",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_set_aside",
                table: "watches",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "not_modified_count",
                table: "watches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "schedule_version",
                table: "watches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "validators",
                table: "watches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "check_log",
                columns: table => new
                {
                    watch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slot = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    milliseconds = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    failure = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    path = table.Column<int>(type: "INTEGER", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_check_log", x => new { x.watch_id, x.slot });
                    table.ForeignKey(
                        name: "FK_check_log_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hosts",
                columns: table => new
                {
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    gap_until = table.Column<long>(type: "INTEGER", nullable: false),
                    held_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hosts", x => x.host);
                });

            migrationBuilder.CreateTable(
                name: "seats",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    token = table.Column<long>(type: "INTEGER", nullable: false),
                    beats = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seats", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "ix_watches_due",
                table: "watches",
                column: "next_check_at",
                filter: "queued_at IS NULL AND is_paused = 0 AND is_set_aside = 0");

            migrationBuilder.CreateIndex(
                name: "ix_watches_in_flight",
                table: "watches",
                column: "host",
                filter: "lease_owner IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_watches_parked",
                table: "watches",
                columns: new[] { "host", "priority", "queued_at" },
                filter: "is_parked = 1");

            migrationBuilder.CreateIndex(
                name: "ix_watches_queued",
                table: "watches",
                columns: new[] { "priority", "queued_at" },
                filter: "queued_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_watches_schedule_version",
                table: "watches",
                column: "schedule_version");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "check_log");

            migrationBuilder.DropTable(
                name: "hosts");

            migrationBuilder.DropTable(
                name: "seats");

            migrationBuilder.DropIndex(
                name: "ix_watches_due",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "ix_watches_in_flight",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "ix_watches_parked",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "ix_watches_queued",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "IX_watches_schedule_version",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "places",
                table: "workers");

            migrationBuilder.DropColumn(
                name: "deaths",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "host",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "is_parked",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "is_set_aside",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "not_modified_count",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "schedule_version",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "validators",
                table: "watches");

            migrationBuilder.CreateIndex(
                name: "ix_watches_due",
                table: "watches",
                column: "next_check_at",
                filter: "queued_at IS NULL AND is_paused = 0");

            migrationBuilder.CreateIndex(
                name: "ix_watches_queued",
                table: "watches",
                column: "queued_at",
                filter: "queued_at IS NOT NULL");
        }
    }
}
