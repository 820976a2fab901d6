using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Order.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class EventOrderAndStreams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // First the table that those at work write first: they and this migration wait for each other in turn, and not crosswise.
            // Whoever has millions of rows builds the indexes of orders and events beforehand, with "create index concurrently" (docs/schema-changes.md).
            migrationBuilder.Sql("""CREATE INDEX IF NOT EXISTS "IX_orders_unpaid" ON orders ("CustomerId") WHERE "Status" = 'placed';""");

            // In two steps: with the number of a transaction from the start, PostgreSQL would rewrite the table and keep everybody out meanwhile.
            migrationBuilder.AddColumn<long>(
                name: "Transaction",
                table: "order_events",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AlterColumn<long>(
                name: "Transaction",
                table: "order_events",
                type: "bigint",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()::text::bigint",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldDefaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "open_streams",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CustomerId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_open_streams", x => x.Id);
                });

            migrationBuilder.Sql("""CREATE INDEX IF NOT EXISTS "IX_order_events_Transaction_Sequence" ON order_events ("Transaction", "Sequence");""");

            migrationBuilder.CreateIndex(
                name: "IX_open_streams_CustomerId",
                table: "open_streams",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_open_streams_EndsAt",
                table: "open_streams",
                column: "EndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "open_streams");

            migrationBuilder.DropIndex(
                name: "IX_orders_unpaid",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_order_events_Transaction_Sequence",
                table: "order_events");

            migrationBuilder.DropColumn(
                name: "Transaction",
                table: "order_events");
        }
    }
}
