using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChangeDetection.Infrastructure.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Icons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "icon_id",
                table: "watches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "icon_sought_at",
                table: "watches",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "icons",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_icons", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_watches_icon",
                table: "watches",
                column: "icon_id",
                filter: "icon_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "icons");

            migrationBuilder.DropIndex(
                name: "ix_watches_icon",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "icon_id",
                table: "watches");

            migrationBuilder.DropColumn(
                name: "icon_sought_at",
                table: "watches");
        }
    }
}
