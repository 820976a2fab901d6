using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>A tab of the browser that looks at a dashboard, and notes what should not happen.</summary>
public sealed class DashboardPage : IAsyncDisposable
{
    private readonly Uri _root;

    internal DashboardPage(IPage page, Uri root)
    {
        Page = page;
        _root = root;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Faults.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Faults.Add(error);
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is not ("data" or "blob") && uri.Authority != root.Authority)
            {
                Elsewhere.Add(request.Url);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors in the browser's console: scripts that fail, content that the policy forbids.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>Requests that left the dashboard.</summary>
    public ConcurrentBag<string> Elsewhere { get; } = [];

    public async Task GoToAsync(string path)
    {
        await Page.GotoAsync(new Uri(_root, path).ToString());
        await Page.Locator("h1").First.WaitForAsync();
    }

    public ILocator Rows => Page.Locator("tr[data-row]");

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
