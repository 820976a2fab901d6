using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Order.Tests;

/// <summary>What the service has answered, as it came over the wire.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string Id => Text("id");

    public string? EntityTag => Headers.ETag?.ToString();

    public IReadOnlyList<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];

    public string Text(string name) => Body.GetProperty(name).GetString().ShouldNotBeNull();

    public long Number(string name) => Body.GetProperty(name).GetInt64();

    public IReadOnlyList<string> Texts(string name) => [.. Body.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The fields that a validation problem names.</summary>
    public IReadOnlyList<string> ErrorFields => [.. Body.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body.ValueKind == JsonValueKind.Undefined ? "" : Body.GetRawText());
        return this;
    }

    /// <summary>Every error is a problem of a known kind that names its trace.</summary>
    public Answer ShouldBeProblem(HttpStatusCode status, string type)
    {
        ShouldBe(status);
        ContentHeaders.ContentType?.MediaType.ShouldBe("application/problem+json");
        Text("type").ShouldEndWith(type);
        Text("traceId").ShouldNotBeEmpty();
        return this;
    }
}
