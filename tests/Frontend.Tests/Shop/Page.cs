using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Frontend.Tests.Shop;

/// <summary>What a browser has received in the end.</summary>
public sealed class Page
{
    private Page(HttpResponseMessage response, string html, IHtmlDocument document) =>
        (Status, Headers, Address, Html, Document) = (response.StatusCode, response.Headers, response.RequestMessage!.RequestUri!, html, document);

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    public Uri Address { get; }

    public string Html { get; }

    public IHtmlDocument Document { get; }

    public string Heading => Find("h1").TextContent.Trim();

    public string Main => Find("main").TextContent;

    public static async Task<Page> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Page(response, html, await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken));
    }

    public IElement Find(string selector) =>
        Document.QuerySelector(selector) ?? throw new InvalidOperationException($"'{Address}' ({(int)Status}) has no '{selector}':\n{Html}");
}
