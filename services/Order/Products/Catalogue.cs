using Order.Data;

namespace Order.Products;

/// <summary>What the shop starts with.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Product> Products { get; } =
    [
        Product(1, "fyr-lamp", "Desk", 129_00, 24, "Fyr desk lamp", "A small lighthouse for late work. Powder-coated steel, a warm dimmable light and a shade that turns all the way round."),
        Product(2, "log-book", "Desk", 18_00, 180, "Logbook", "192 numbered pages of smooth cream paper, thread-sewn so that it lies flat from the first page to the last."),
        Product(3, "mast-pencils", "Desk", 12_50, 240, "Mast pencils, set of six", "Cedar, hexagonal, and dark enough for a proper sketch. Sharpened by hand before they leave the quay."),
        Product(4, "tide-clock", "Desk", 84_00, 32, "Tide clock", "A wall clock without a tick. One sweeping hand, one turn a day, and a reminder that the water always comes back."),
        Product(5, "kaj-mug", "Kitchen", 24_00, 120, "Kaj mug", "Stoneware with a heavy foot that won't slide off the edge of the quay. Holds 300 ml and both hands."),
        Product(6, "damp-teapot", "Kitchen", 68_00, 40, "Damp teapot", "Damp is Danish for steam. A cast body that keeps four cups warm and pours without a single drip."),
        Product(7, "sund-carafe", "Kitchen", 42_00, 60, "Sund carafe", "Clear water, clear glass. One litre, mouth-blown, with a cork that fits in any position."),
        Product(8, "strand-board", "Kitchen", 56_00, 48, "Strand serving board", "Driftwood-grey oak, oiled twice. Bread on Sunday, cheese on Friday, and it hangs on its own loop."),
        Product(9, "klit-planter", "Home", 38_00, 72, "Klit planter", "Terracotta shaped like a dune, with a saucer that keeps the window sill dry. The plant is yours to choose."),
        Product(10, "wave-vase", "Home", 74_00, 28, "Bølge vase", "One line, drawn like a wave and turned around its own axis. Right for a single branch."),
        Product(11, "sail-tote", "Home", 46_00, 90, "Sejl tote", "Sailcloth that has been to sea, cut into a bag that hasn't. Takes a laptop, a loaf and a change of plans."),
        Product(12, "pram-stool", "Home", 148_00, 3, "Pram stool", "Three legs, one seat, no screws. Named after the smallest boat in the harbour, and about as hard to tip over."),
    ];

    private static Product Product(int position, string id, string category, long priceCents, int stock, string name, string description) => new()
    {
        Id = id,
        Name = name,
        Description = description,
        Category = category,
        Image = id,
        PriceCents = priceCents,
        Currency = "EUR",
        Stock = stock,
        Position = position,
    };
}
