using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Frontend.Tests.Shop;

/// <summary>The order service's contract, kept in memory.</summary>
public sealed class OrderStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<StoredOrder> _orders = [];
    private readonly ConcurrentDictionary<Channel<string>, byte> _streams = new();
    private int _catalogueAsked;
    private int _catalogueSent;

    private OrderStandIn(WebApplication app) => _app = app;

    /// <summary>Answers 503 to everything, as a gateway does in front of nothing.</summary>
    public bool IsDown { get; set; }

    /// <summary>Does what it is asked to do and then loses the answer, once.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Answers in JSON, but with something else than was asked for.</summary>
    public bool AnswersNonsense { get; set; }

    public int Stock { get; set; } = 10;

    /// <summary>Products that are no longer in the catalogue.</summary>
    public HashSet<string> Withdrawn { get; } = [];

    /// <summary>Products beyond the two that are always there.</summary>
    public List<Product> MoreProducts { get; } = [];

    /// <summary>What the catalogue says about orders; nothing, as a service of the version before, when null.</summary>
    public Limits? OrderLimits { get; set; } = new(50, 20);

    /// <summary>For how long the catalogue may be shown without asking again.</summary>
    public TimeSpan? CatalogueMaxAge { get; set; }

    /// <summary>How often the catalogue was asked for, and how often it was sent.</summary>
    public (int Asked, int Sent) CatalogueRequests => (_catalogueAsked, _catalogueSent);

    /// <summary>What the caller may do with any order, whatever its status; by status when null.</summary>
    public IReadOnlyList<string>? MoreActions { get; set; }

    public Uri Address { get; private set; } = null!;

    /// <summary>The bearer tokens that requests have carried; an empty text for one without.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    public int OpenStreams => _streams.Count;

    public IReadOnlyList<StoredOrder> Orders
    {
        get
        {
            lock (_lock)
            {
                return [.. _orders];
            }
        }
    }

    public static async Task<OrderStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var order = new OrderStandIn(app);

        app.Use(order.AnswerAsync);
        app.MapGet("/orders/products", order.ListProducts);
        app.MapPost("/orders", order.Place);
        app.MapGet("/orders", order.List);
        app.MapGet("/orders/{id:guid}", (HttpRequest request, Guid id) => order.Find(request, id) is { } found ? Results.Json(order.Body(request, found)) : Results.NotFound());
        app.MapPost("/orders/{id:guid}/{action}", order.Act);
        app.MapGet("/orders/events", order.StreamAsync);

        await app.StartAsync();
        order.Address = new Uri(app.Urls.Single());
        return order;
    }

    /// <summary>Lets an order move on without the frontend's doing.</summary>
    public void Move(Guid id, string status)
    {
        lock (_lock)
        {
            var order = _orders.Single(o => o.Id == id);
            order.Move(status);
            foreach (var stream in _streams.Keys)
            {
                stream.Writer.TryWrite($$"""event: order{{'\n'}}id: {{order.Version}}{{'\n'}}data: {"orderId":"{{order.Id}}","number":{{order.Number}},"status":"{{status}}","version":{{order.Version}}}{{"\n\n"}}""");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryComplete();
        }

        await _app.DisposeAsync();
    }

    private IReadOnlyList<Product> Products =>
    [
        .. new[]
        {
            new Product("fyr-lamp", "Fyr desk lamp", "A small lighthouse.", "Desk", "fyr-lamp", 12900, "EUR", Stock),
            new Product("kaj-mug", "Kaj mug", "A heavy foot.", "Kitchen", "kaj-mug", 2400, "EUR", Stock),
        }.Concat(MoreProducts).Where(product => !Withdrawn.Contains(product.Id)),
    ];

    private IResult ListProducts(HttpContext context)
    {
        Interlocked.Increment(ref _catalogueAsked);
        var entityTag = $"\"{string.Join(',', Products.Select(product => $"{product.Id}:{product.PriceCents}:{product.Stock}"))}\"";
        context.Response.Headers.ETag = entityTag;
        if (CatalogueMaxAge is { } maxAge)
        {
            context.Response.Headers.CacheControl = $"public, max-age={maxAge.TotalSeconds}";
        }

        if (context.Request.Headers.IfNoneMatch == entityTag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        Interlocked.Increment(ref _catalogueSent);
        return OrderLimits is null ? Results.Json(new { items = Products }) : Results.Json(new { items = Products, limits = OrderLimits });
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        Tokens.Enqueue(token);
        if (token.Length == 0 && !context.Request.Path.StartsWithSegments("/orders/products"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (AnswersNonsense)
        {
            await Results.Text("""["nonsense"]""", "application/json").ExecuteAsync(context);
            return;
        }

        if (!LosesNextAnswer || context.Request.Method != HttpMethods.Post)
        {
            await next(context);
            return;
        }

        LosesNextAnswer = false;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Abort();
    }

    private static string Subject(HttpRequest request) => Token(request).Subject;

    private static bool IsAdmin(HttpRequest request) => Token(request).Claims.Any(claim => claim is { Type: "role", Value: "admin" });

    private static JsonWebToken Token(HttpRequest request) => new(request.Headers.Authorization.ToString()["Bearer ".Length..]);

    private StoredOrder? Find(HttpRequest request, Guid id) => Orders.FirstOrDefault(order => order.Id == id && (order.Subject == Subject(request) || IsAdmin(request)));

    private IResult Place(HttpRequest request, NewOrder body)
    {
        lock (_lock)
        {
            var key = request.Headers["Idempotency-Key"].ToString();
            if (_orders.FirstOrDefault(order => order.Key == key) is { } known)
            {
                return Results.Json(Body(request, known));
            }

            if (body.Lines.Any(line => Products.All(product => product.Id != line.ProductId)))
            {
                return Results.ValidationProblem(new Dictionary<string, string[]> { ["lines[0].productId"] = ["This product is no longer sold."] });
            }

            if (body.Lines.FirstOrDefault(line => line.Quantity > Stock) is { } shortage)
            {
                return Results.Json(
                    new { title = "Out of stock", status = 409, type = "https://example.org/out-of-stock", shortages = new[] { new { shortage.ProductId, name = "Fyr desk lamp", requested = shortage.Quantity, available = Stock } } },
                    statusCode: StatusCodes.Status409Conflict,
                    contentType: "application/problem+json");
            }

            var order = new StoredOrder(_orders.Count + 1, key, Subject(request), body.Lines);
            _orders.Add(order);
            return Results.Json(Body(request, order), statusCode: StatusCodes.Status201Created);
        }
    }

    private IResult List(HttpRequest request)
    {
        var mine = request.Query["mine"] == "true" || !IsAdmin(request);
        var limit = int.Parse(request.Query["limit"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var before = int.TryParse(request.Query["cursor"], System.Globalization.CultureInfo.InvariantCulture, out var cursor) ? cursor : int.MaxValue;
        var found = Orders
            .Where(order => (!mine || order.Subject == Subject(request)) && order.Number < before && (request.Query["status"] is not [{ } status] || order.Status == status))
            .OrderByDescending(order => order.Number)
            .ToList();
        return Results.Json(new
        {
            items = found.Take(limit).Select(order => Body(request, order)),
            next = found.Count > limit ? $"/orders?limit={limit}&cursor={found[limit - 1].Number}" : null,
        });
    }

    private IResult Act(HttpRequest request, Guid id, string action)
    {
        lock (_lock)
        {
            if (Find(request, id) is not { } order)
            {
                return Results.NotFound();
            }

            if (request.Headers.IfMatch != $"\"{order.Version}\"")
            {
                return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
            }

            order.Move(action switch { "pay" => "paid", "ship" => "shipped", _ => "cancelled" });
            return Results.Json(Body(request, order));
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        var stream = Channel.CreateUnbounded<string>();
        _streams[stream] = 0;
        try
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: heartbeat\ndata: {}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await foreach (var message in stream.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(message, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The frontend has gone.
        }
        finally
        {
            _streams.TryRemove(stream, out _);
        }
    }

    private object Body(HttpRequest request, StoredOrder order) => new
    {
        id = order.Id,
        number = order.Number,
        status = order.Status,
        version = order.Version,
        currency = "EUR",
        totalCents = order.Lines.Sum(line => line.Quantity * 12900),
        itemCount = order.Lines.Sum(line => line.Quantity),
        customer = new { id = order.Subject, name = "A customer", email = "customer@example.org" },
        placedAt = order.History[0].At,
        updatedAt = order.History[^1].At,
        lines = order.Lines.Select(line => new { line.ProductId, name = "Fyr desk lamp", line.Quantity, unitPriceCents = 12900, totalCents = line.Quantity * 12900 }),
        actions = MoreActions ?? (order.Status, IsAdmin(request)) switch { ("placed", _) => ["pay", "cancel"], ("paid", true) => ["ship", "cancel"], ("paid", false) => ["cancel"], _ => (string[])[] },
        history = order.History.Select(step => new { status = step.Status, at = step.At }),
    };

    public sealed record Product(string Id, string Name, string Description, string Category, string Image, long PriceCents, string Currency, int Stock);

    public sealed record Limits(int Lines, int Quantity);

    public sealed record NewOrder(IReadOnlyList<Line> Lines);

    public sealed record Line(string ProductId, int Quantity);

    public sealed class StoredOrder(int number, string key, string subject, IReadOnlyList<Line> lines)
    {
        public Guid Id { get; } = Guid.NewGuid();

        public int Number { get; } = number;

        public string Key { get; } = key;

        public string Subject { get; } = subject;

        public IReadOnlyList<Line> Lines { get; } = lines;

        public string Status { get; private set; } = "placed";

        public int Version { get; private set; } = 1;

        public List<(string Status, DateTimeOffset At)> History { get; } = [("placed", new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero))];

        public void Move(string status)
        {
            Status = status;
            Version++;
            History.Add((status, History[^1].At.AddMinutes(5)));
        }
    }
}
