using System.Net;
using AngleSharp.Dom;

namespace Frontend.Tests.Shop;

/// <summary>A browser without scripts: follows redirects, keeps cookies, sends the forms that pages contain.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpClientHandler _handler = new() { UseCookies = true };

    public Browser(Uri address)
    {
        Address = address;
        _http = new HttpClient(_handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The replica that relative addresses lead to.</summary>
    public Uri Address { get; set; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public HttpClient Http => _http;

    public async Task<Page> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(Address, path), TestContext.Current.CancellationToken);
        return await Page.ReadAsync(response);
    }

    /// <summary>Fills in fields and presses a button.</summary>
    public async Task<Page> PressAsync(Page page, string button, params (string Name, string Value)[] fields)
    {
        var pressed = page.Find(button);
        var form = pressed.GetAttribute("form") is { } id ? page.Find("#" + id) : pressed.Closest("form")!;
        var values = page.Document.QuerySelectorAll("input[name]")
            .Where(input => input.GetAttribute("form") is { } owner ? owner == form.Id : form.Contains(input))
            .ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in fields.Prepend((pressed.GetAttribute("name") ?? "", pressed.GetAttribute("value") ?? "")))
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values.Where(value => value.Key.Length > 0));
        using var response = await _http.PostAsync(new Uri(page.Address, form.GetAttribute("action") ?? page.Address.PathAndQuery), content, TestContext.Current.CancellationToken);
        return await Page.ReadAsync(response);
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
