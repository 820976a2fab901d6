using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Frontend.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SessionChecks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CheckedAt",
                table: "Sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CheckedAt",
                table: "Sessions");
        }
    }
}
