using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Products;

/// <summary>Fills an empty catalogue. What is there already belongs to the shop: prices and stock are not reset by a restart.</summary>
internal sealed class CatalogueSeeder : IDatabaseSeeder<OrderDbContext>
{
    public async Task SeedAsync(OrderDbContext context, CancellationToken cancellationToken)
    {
        if (await context.Products.AnyAsync(cancellationToken))
        {
            return;
        }

        context.Products.AddRange(Catalogue.Products);
        await context.SaveChangesAsync(cancellationToken);
    }
}
