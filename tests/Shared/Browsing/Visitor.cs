using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Tests.Browsing;

/// <summary>Somebody in front of a browser window.</summary>
public sealed partial class Visitor : IAsyncDisposable
{
    public const string Password = "Calm-desk-and-open-window-7";

    // A theme changes nothing but colours.
    private static readonly IReadOnlyList<(ColorScheme Scheme, AxeRunOptions Rules)> Examinations =
    [
        (ColorScheme.Light, Only("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")),
        (ColorScheme.Dark, Only("rule", "color-contrast", "link-in-text-block")),
    ];

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _complaints = new();
    private volatile bool _isExamined;

    public Visitor(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page, _address) = (context, page, address);
        page.PageError += (_, error) => _complaints.Enqueue($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            // Axe itself fetches style sheets, which a page's policy rightly forbids.
            if (!_isExamined && message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _complaints.Enqueue($"{page.Url}: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != _address.Authority)
            {
                _complaints.Enqueue($"{page.Url} asks {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors, violations of the content security policy and requests to other hosts, so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Makes an account and comes back logged in.</summary>
    public async Task RegisterAsync()
    {
        await Page.GotoAsync("/login?register=true");
        await Page.GetByLabel("E-mail").FillAsync($"visitor-{Guid.NewGuid():n}@example.org");
        await Page.Locator("input[type=password]").First.FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = CreateAccount() }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).WaitForAsync();
    }

    public async Task LogInAsync(string email, string password)
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).WaitForAsync();
    }

    /// <summary>Lays a product into the basket.</summary>
    public async Task AddAsync(string product)
    {
        await Page.GotoAsync("/");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Add to basket ({product})" }).ClickAsync();
        await Page.GetByText($"{product} is in your basket").WaitForAsync();
    }

    /// <summary>Goes to the checkout and orders what lies in the basket.</summary>
    /// <returns>The address of the order's page.</returns>
    public async Task<string> PlaceOrderAsync()
    {
        await Page.GotoAsync("/checkout");
        await ConfirmOrderAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>Orders at the checkout.</summary>
    public async Task ConfirmOrderAsync()
    {
        var placed = Page.GetByText("Your order is placed");

        // The first order of a busy machine may take longer than the shop waits for it. It then asks to try again, and so people do.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = "Place order" }).ClickAsync();
            await placed.Or(Page.GetByText("isn't answering right now")).First.WaitForAsync();
            if (await placed.IsVisibleAsync())
            {
                break;
            }
        }

        await placed.WaitForAsync();
    }

    /// <summary>Goes to a page and looks, in both themes, for barriers: WCAG A and AA as far as axe can tell, and content that is wider than the window.</summary>
    public async Task<IReadOnlyList<string>> FindBarriersAsync(string path)
    {
        await Page.GotoAsync(path);
        List<string> barriers = [];
        foreach (var (scheme, rules) in Examinations)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            _isExamined = true;
            var result = await Page.RunAxe(rules);
            _isExamined = false;
            barriers.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path} ({scheme}): {violation.Id}: {node.Html}: {node.Any.FirstOrDefault()?.Message}")));
        }

        var excess = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (excess > 0)
        {
            barriers.Add($"{path}: {excess} px wider than the window");
        }

        return barriers;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static AxeRunOptions Only(string type, params string[] values) => new() { RunOnly = new RunOnlyOptions { Type = type, Values = [.. values] } };

    [GeneratedRegex("Create", RegexOptions.IgnoreCase)]
    private static partial Regex CreateAccount();
}
