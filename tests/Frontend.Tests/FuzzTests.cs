using System.Net;
using System.Text;
using Frontend.Tests.Shop;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tests;
using Tests.Databases;

namespace Frontend.Tests;

/// <summary>Whatever a browser sends, the fault is the browser's: no page answers with a 5xx. What is sent follows from the seed alone.</summary>
public sealed class FuzzTests(PostgresServer postgres)
{
    private const int Requests = 400;

    private static readonly string[] Fields =
    [
        "_handler", "ProductId", "Quantity", "Quantities[fyr-lamp]", "Quantities[\0]", "Quantities", "Remove", "Ticket", "Ship", "Version", "Status", "Cursor", "Category", "Added", "Placed", "Reason", "ReturnUrl", "returnUrl",
        "code", "state", "error", "error_description", "iss", "sid", "mine", "lastEventId", "__RequestVerificationToken",
    ];

    private static readonly string[] Values =
    [
        "", "\0", "fyr-lamp\0", " ", "add", "basket", "checkout", "ship", "pay", "cancel", "filter", "fyr-lamp", "no-such-thing", "-1", "0", "1", "3.5", "1e400", "99999999999999999999", "NaN", "true", "null", "[]", "{}",
        "placed", "PLACED", "AQAAAAAAAAAR", "AQ==", "%", "%00", "\r\nSet-Cookie: a=b", "../../etc/passwd", "//evil.example", "javascript:alert(1)", "https://evil.example/", "/\\evil.example", "<script>alert(1)</script>",
        "\u202Eevil", "\uFFFD", "e\u0301", "\U0001F512", "CfDJ8AAAA", "00000000-0000-0000-0000-000000000000", new('x', 5_000), new('\u00E9', 300),
    ];

    private static readonly string[] ContentTypes =
    [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=klingon",
        "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=", "application/json", "text/plain", "nonsense", "",
    ];

    private static readonly string[] Cookies =
    [
        "havn-session=", "havn-session=x", "havn-session=chunks-3", "havn-session=chunks-99999999", "havn-session=%00", "havn-basket=CfDJ8AAAA", "havn-basket=chunks-2; havn-basketC1=a; havn-basketC2=%ff", "havn-basket=chunks--1",
        "havn-antiforgery=", "havn-antiforgery=CfDJ8AAAA", "havn-antiforgery=\u00E9", "havn-correlation-x=N", "havn-nonce-x=N", ";;;=;", "=", "a", "a=\"", "havn-session=" + new string('a', 12_000),
    ];

    private static readonly string[] Methods = ["GET", "GET", "GET", "HEAD", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"];

    private static readonly string[] Headers = ["Accept", "If-None-Match", "If-Modified-Since", "Range", "Last-Event-ID", "Origin", "Referer", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Host", "traceparent", "Accept-Encoding", "Authorization"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(3, false, true)]
    [InlineData(4, true, true)]
    public async Task Nothing_that_is_sent_is_answered_by_a_5xx(int seed, bool isLoggedIn, bool onPostgreSql)
    {
        await using var harbour = await Harbour.OpenAsync(onPostgreSql ? postgres : null);
        harbour.Issuer.User = Customer.Admin;
        var replica = await harbour.StartReplicaAsync();
        var browser = isLoggedIn ? await harbour.LogInAsync(replica) : harbour.OpenBrowser(replica);
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        var token = (await browser.GetAsync("/basket")).Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;
        var own = browser.Cookies.GetCookieHeader(replica.Address);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = replica.Address };
        var paths = PathsOf(replica);
        paths.Count.ShouldBeGreaterThan(10);

        var random = new Random(seed);
        List<string> failures = [];
        for (var number = 0; number < Requests; number++)
        {
            var path = paths[number % paths.Count];

            // Streams do not end, and a page that has been logged out of tries no more.
            if (path.Contains("events", StringComparison.Ordinal) || (isLoggedIn && path == "/logout"))
            {
                continue;
            }

            var (request, body) = NewRequest(random, path, own, token);
            using var sent = request;
            using var response = await http.SendAsync(request, Cancellation);
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
            {
                failures.Add($"{(int)response.StatusCode} {request}\n{body}");
            }
        }

        failures.ShouldBeEmpty();
        (await browser.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_the_browsers_mistake_wherever_it_is_sent()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = replica.Address };
        var paths = PathsOf(replica).Select(path => path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));

        (await UnreadableForms.FindUnrefusedAsync(http, paths, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cookies_beyond_what_a_server_reads_are_the_browsers_fault()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = replica.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", Enumerable.Range(0, 20).Select(i => $"havn-session-{i}={new string('a', 3_000)}"));

        using var response = await http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    private static List<string> PathsOf(Replica replica) =>
    [
        .. replica.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !path.Contains('.', StringComparison.Ordinal) && !path.Contains('*', StringComparison.Ordinal) && !path.StartsWith("/_", StringComparison.Ordinal))
            .Concat(["/signin-oidc", "/signout-callback-oidc", "/no-such-page", "/products/%00", "/products/%ff%fe", "/my/orders/%00", "/products/fyr-lamp%0d%0a"])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static (HttpRequestMessage Request, string Body) NewRequest(Random random, string path, string cookies, string token)
    {
        var address = string.Join('/', path.Split('/').Select(segment => segment.StartsWith('{') ? Uri.EscapeDataString(Pick(random, Values).Replace("\0", "", StringComparison.Ordinal)) : segment));
        var request = new HttpRequestMessage(new HttpMethod(Pick(random, Methods)), address + (random.Next(2) == 0 ? "" : "?" + Form(random, token: null)));
        request.Headers.TryAddWithoutValidation("Cookie", random.Next(3) == 0 ? Pick(random, Cookies) : random.Next(3) == 0 ? $"{cookies}; {Pick(random, Cookies)}" : cookies);
        if (random.Next(3) == 0)
        {
            request.Headers.TryAddWithoutValidation(Pick(random, Headers), Pick(random, ["", "nonsense", "*/*", "text/html; blazor-enhanced-nav=on", "bytes=0-", "null", "http", "https", "evil.example", "00-x-y-z", "\"1\", W/\"2\"", "127.0.0.1", "Bearer x"]));
        }

        var body = "";
        if (request.Method.Method is "POST" or "PUT" or "PATCH" or "DELETE")
        {
            var type = Pick(random, ContentTypes);
            body = type.StartsWith("multipart", StringComparison.Ordinal)
                ? $"--b\r\nContent-Disposition: form-data; name=\"{Pick(random, Fields)}\"\r\n\r\n{Pick(random, Values)}\r\n--b--"
                : Form(random, random.Next(4) == 0 ? Pick(random, Values) : token);
            request.Content = new ByteArrayContent((type.Contains("utf-16", StringComparison.Ordinal) ? Encoding.Unicode : Encoding.UTF8).GetBytes(body));
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return (request, body);
    }

    private static string Form(Random random, string? token)
    {
        List<(string Name, string Value)> fields = token is null ? [] : [("_handler", Pick(random, ["add", "basket", "checkout", "ship", "x"])), ("__RequestVerificationToken", token)];
        fields.AddRange(Enumerable.Range(0, random.Next(8)).Select(_ => (Pick(random, Fields), Pick(random, Values))));
        return string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={(random.Next(20) == 0 ? Pick(random, ["%zz", "%", "%c0%af", "%ff%fe", "+"]) : Uri.EscapeDataString(field.Value))}"));
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
