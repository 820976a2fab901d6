namespace Tests;

/// <summary>Forms that no server should read: too many fields, too long names, multipart that breaks its own rules, NUL.</summary>
internal static class UnreadableForms
{
    private const string Fields = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=b";
    private const string Part = "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n";

    public static IReadOnlyList<(string ContentType, string Body)> All { get; } =
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
}
