using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Order.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventOrderAndStreams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Transaction",
                table: "order_events",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "open_streams",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_open_streams", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_orders_unpaid",
                table: "orders",
                column: "CustomerId",
                filter: "\"Status\" = 'placed'");

            migrationBuilder.CreateIndex(
                name: "IX_order_events_Transaction_Sequence",
                table: "order_events",
                columns: new[] { "Transaction", "Sequence" });

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
