using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChangeDetection.Infrastructure.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DueIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_watches_due",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "ix_watches_parked",
                table: "watches");

            migrationBuilder.CreateIndex(
                name: "ix_watches_due",
                table: "watches",
                column: "next_check_at",
                filter: "queued_at IS NULL AND NOT is_paused AND NOT is_set_aside");

            migrationBuilder.CreateIndex(
                name: "ix_watches_parked",
                table: "watches",
                columns: new[] { "host", "priority", "queued_at" },
                filter: "is_parked");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_watches_due",
                table: "watches");

            migrationBuilder.DropIndex(
                name: "ix_watches_parked",
                table: "watches");

            migrationBuilder.CreateIndex(
                name: "ix_watches_due",
                table: "watches",
                column: "next_check_at",
                filter: "queued_at IS NULL AND is_paused = 0 AND is_set_aside = 0");

            migrationBuilder.CreateIndex(
                name: "ix_watches_parked",
                table: "watches",
                columns: new[] { "host", "priority", "queued_at" },
                filter: "is_parked = 1");
        }
    }
}
