using System.Net;
using System.Text;

namespace Tests;

/// <summary>Forms that no server should read: too many fields, too long names, multipart that breaks its own rules, NUL.</summary>
internal static class UnreadableForms
{
    private const string Fields = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=b";
    private const string Part = "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n";

    private static readonly IReadOnlyList<(string ContentType, string Body)> All =
    [
        (Fields, string.Join('&', Enumerable.Range(0, 3_000).Select(number => $"name{number}="))),
        (Fields, string.Join('&', Enumerable.Repeat("email=", 3_000))),
        (Fields, $"{new string('x', 10_000)}="),
        (Fields, $"{string.Concat(Enumerable.Repeat("a.", 3_000))}="),
        (Fields, "email=%ff%fe%00"),
        (Fields, $"email={new string('x', 100_000)}"),
        (Multipart, $"{Part}\r\nnever ends"),
        (Multipart, $"{Part}X: {new string('x', 40_000)}\r\n\r\n\r\n--b--"),
        (Multipart, $"{Part}{string.Concat(Enumerable.Range(0, 200).Select(number => $"X-{number}: x\r\n"))}\r\n\r\n--b--"),
        (Multipart, string.Concat(Enumerable.Repeat($"{Part}\r\n\r\n", 1_100)) + "--b--"),
        ($"multipart/form-data; boundary={new string('b', 300)}", $"--{new string('b', 300)}--"),
    ];

    /// <summary>Sends each to each path.</summary>
    /// <returns>What was not answered as a mistake of the client.</returns>
    public static async Task<IReadOnlyList<string>> FindUnrefusedAsync(HttpClient client, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        List<string> unrefused = [];
        foreach (var path in paths)
        {
            foreach (var (type, body) in All)
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var response = await client.PostAsync(path, content, cancellationToken);
                if (response.IsSuccessStatusCode || response.StatusCode >= HttpStatusCode.InternalServerError)
                {
                    unrefused.Add($"{(int)response.StatusCode} {path} {type} {body[..Math.Min(body.Length, 40)]}");
                }
            }
        }

        return unrefused;
    }
}
