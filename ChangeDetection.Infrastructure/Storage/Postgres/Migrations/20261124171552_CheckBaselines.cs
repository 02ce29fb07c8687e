using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChangeDetection.Infrastructure.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CheckBaselines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "blocked_by",
                table: "watches",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "blocked_reason",
                table: "watches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "offer",
                table: "watches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "raw_checksum",
                table: "watches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rules_fingerprint",
                table: "watches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "price",
                table: "snapshots",
                type: "numeric",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "seen_texts",
                columns: table => new
                {
                    watch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    encoding = table.Column<int>(type: "integer", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seen_texts", x => x.watch_id);
                    table.ForeignKey(
                        name: "FK_seen_texts_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "seen_texts");

            migrationBuilder.DropColumn(
                name: "blocked_by",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "blocked_reason",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "offer",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "raw_checksum",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "rules_fingerprint",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "price",
                table: "snapshots");
        }
    }
}
