using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Order.Tests;

/// <summary>Whatever is sent to whatever endpoint, the service does not fail over it.</summary>
public abstract class HostileRequestTests(ShopFixture fixture) : ShopTests(fixture)
{
    private const int Seed = 20261126;
    private const int RequestsPerEndpoint = 250;

    /// <summary>What parsers, databases and people have stumbled over.</summary>
    private static readonly string[] HostileTexts =
    [
        "", " ", "\0", "a\0b", "fyr-lamp\0", "\u0001", "\t", "\r\n", "\u200b", "\u202e", "\ufeff", "\ufffe", "\uffff", "İ", "ﬀ", "𝔘", "👩‍👩‍👧", "é", "ß",
        "'", "''; DROP TABLE products; --", "\" OR \"\"=\"", "%", "_", "%00", "%2e%2e%2f", "../../etc/passwd", "..\\..", "{}", "[]", "null", "true", "NaN", "-0", "1e309",
        "0", "1", "-1", "2147483648", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "0x10", "1,5",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "*", "W/\"1\"", "\"", "\"\"", "\"1\", \"2\"", "AQAAAAAAAAAR", "AQ==", "placed", "PLACED",
        "fyr-lamp", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", new('a', 300), new('9', 1000), new('é', 4000),
    ];

    private static readonly string[] HostileBodies =
    [
        "", " ", "{", "}", "[", "null", "true", "0", "\"\"", "[]", "{}", "{\"lines\":{}}", "{\"lines\":[[]]}", "{\"lines\":[{}]}", "{\"lines\":[{\"productId\":null,\"quantity\":null}]}",
        """{"lines":[{"productId":"fyr-lamp","quantity":1}],"lines":[{"productId":"\u0000","quantity":1}]}""",
        """{"lines":[{"productId":"fyr-lamp\u0000","quantity":1}]}""",
        """{"lines":[{"productId":"\ud800","quantity":1}]}""",
        """{"lines":[{"productId":"\udc00\ud800","quantity":1}]}""",
        """{"li\u0000nes":[{"productId":"fyr-lamp","quantity":1}]}""",
        """{"lines":[{"productId":"fyr-lamp","quantity":1e400}]}""",
        """{"lines":[{"productId":"fyr-lamp","quantity":"1"}]}""",
        """{"lines":[{"productId":["fyr-lamp"],"quantity":1}]}""",
        $$"""{"lines":{{new string('[', 500)}}{{new string(']', 500)}}}""",
        $$"""{"lines":[{{string.Join(',', Enumerable.Repeat("""{"productId":"fyr-lamp","quantity":1}""", 1200))}}]}""",
        $$"""{"lines":[{"productId":"{{new string('x', 30_000)}}","quantity":1}]}""",
        "\ufeff{}", "{}\0", "<xml/>", "lines[0].productId=fyr-lamp",
    ];

    private static readonly string[] HostileContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-7", "application/json; charset=utf-16", "application/json; charset=\"utf-7\"",
        "application/json; charset=", "application/json; charset=klingon", "application/json; charset=utf-8; charset=utf-7", "application/merge-patch+json", "text/plain", "text/json; charset=iso-8859-1",
        "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "x", "*/*", ";",
    ];

    private static readonly string[] HostileHeaders = ["Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "Accept", "Authorization", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Range", "Expect", "traceparent", "Cookie"];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    [Fact]
    public async Task No_endpoint_answers_a_made_up_request_with_a_failure_of_its_own()
    {
        var random = new Random(Seed);
        using var customer = Shop.NewCustomer();
        using var admin = Shop.NewAdmin(replica: 1);
        var order = (await customer.PlaceAsync(await Shop.NewProductAsync(50))).ShouldBe(HttpStatusCode.Created);
        var patterns = Shop.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern).DistinctBy(pattern => pattern.RawText).ToList();
        patterns.Count.ShouldBeGreaterThan(10);

        foreach (var pattern in patterns)
        {
            for (var i = 0; i < RequestsPerEndpoint; i++)
            {
                using var request = Make(pattern, order.Id, random);
                var description = $"seed {Seed}, request {i}: {request}";
                var answer = await SendAsync((i % 3) switch { 0 => customer.Client, 1 => admin.Client, _ => Shop.Anonymous() }, request);

                ((int?)answer ?? 0).ShouldBeLessThan(500, description);
            }
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=\"UTF-7\"")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=klingon")]
    [InlineData("text/plain")]
    public async Task A_body_in_another_encoding_or_format_than_JSONs_is_not_supported(string contentType)
    {
        using var customer = Shop.NewCustomer();
        using var content = new ByteArrayContent("""{"lines":[{"productId":"fyr-lamp","quantity":1}]}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        (await customer.PostAsync("/orders", content)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "");
    }

    [Theory]
    [InlineData("/orders?cursor=%00")]
    [InlineData("/orders?status=pla%00ced")]
    [InlineData("/orders?%00=1")]
    [InlineData("/orders/events?lastEventId=1%00")]
    [InlineData("/orders/products?q=%00")]
    public async Task Text_that_no_database_stores_is_refused_in_every_address(string address)
    {
        using var customer = Shop.NewCustomer();

        (await customer.GetAsync(address)).ShouldBeProblem(HttpStatusCode.BadRequest, "");
    }

    [Fact]
    public async Task Text_that_no_database_stores_is_refused_in_a_body_by_its_field()
    {
        using var customer = Shop.NewCustomer();
        using var content = new StringContent("""{"lines":[{"productId":"fyr-lamp\u0000","quantity":1}]}""", Encoding.UTF8, "application/json");

        (await customer.PostAsync("/orders", content)).ShouldBe(HttpStatusCode.BadRequest).ErrorFields.ShouldBe(["lines[0].productId"]);
    }

    private static HttpRequestMessage Make(RoutePattern pattern, string orderId, Random random)
    {
        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/').Append(string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal
                ? literal.Content
                : Escape(random.Next(3) == 0 ? Pick(HostileTexts, random) : orderId))));
        }

        foreach (var i in Enumerable.Range(0, random.Next(4)))
        {
            string[] names = ["status", "limit", "cursor", "mine", "lastEventId", Pick(HostileTexts, random)];
            path.Append(i == 0 ? '?' : '&').Append(Escape(Pick(names, random))).Append('=').Append(Escape(Pick(HostileTexts, random)));
        }

        var methods = pattern.RawText!.EndsWith("/events", StringComparison.Ordinal) ? Methods[2..] : Methods;
        var request = new HttpRequestMessage(new HttpMethod(random.Next(3) == 0 ? Pick(methods, random) : "POST"), path.ToString());
        if (random.Next(2) == 0)
        {
            request.Method = new HttpMethod(methods[0]);
        }

        if (request.Method.Method is not ("GET" or "HEAD" or "TRACE"))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Pick(HostileBodies, random)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(2) == 0 ? HostileContentTypes[0] : Pick(HostileContentTypes, random));
        }

        foreach (var _ in Enumerable.Range(0, random.Next(3)))
        {
            // What HttpClient itself would refuse to send never arrives.
            var value = new string([.. Pick(HostileTexts, random).Where(letter => letter is >= ' ' and <= '~')]);
            request.Headers.TryAddWithoutValidation(Pick(HostileHeaders, random), value);
        }

        return request;
    }

    private static async Task<HttpStatusCode?> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            return response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or FormatException or InvalidOperationException)
        {
            // Not sent, or refused by closing the connection: no failure of an endpoint.
            return null;
        }
    }

    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(octet => string.Create(CultureInfo.InvariantCulture, $"%{octet:X2}")));

    private static T Pick<T>(T[] choices, Random random) => choices[random.Next(choices.Length)];

    public sealed class Sqlite(OnSqlite shop) : HostileRequestTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : HostileRequestTests(shop);
}
