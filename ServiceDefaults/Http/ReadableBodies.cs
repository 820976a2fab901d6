using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceDefaults.Http;

/// <summary>
/// Refuses bodies that no endpoint needs to read, and reads forms before anything asks for them, so that one that cannot be read is the client's mistake
/// wherever it is sent.
/// </summary>
/// <remarks>
/// Kestrel's own limit stays higher: what it refuses it does not take in either, and breaks the connection, so that a proxy in front answers 502 in the place of 413.
/// </remarks>
internal sealed class ReadableBodies(RequestDelegate next)
{
    // A full basket, or a form with a long way back.
    private const int MaxLength = 64 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > MaxLength)
        {
            throw TooLarge();
        }

        if (request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            await ReadBoundedAsync(request, context.RequestAborted);
        }

        if (request.HasFormContentType && HasNul(await ReadFormAsync(request, context.RequestAborted)))
        {
            throw new BadHttpRequestException("A field contains the character NUL.");
        }

        await next(context);
    }

    // How long it is, such a body tells only at its end.
    private static async Task ReadBoundedAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(bufferThreshold: MaxLength, bufferLimit: MaxLength);
        try
        {
            await request.Body.DrainAsync(cancellationToken);
        }
        catch (IOException beyond) when (beyond is not BadHttpRequestException)
        {
            throw TooLarge();
        }

        request.Body.Position = 0;
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, unreadable);
        }
    }

    // PostgreSQL's text cannot contain it.
    private static bool HasNul(IFormCollection form) => form.Any(field => HasNul(field.Key) || field.Value.Any(HasNul));

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) is true;

    private static BadHttpRequestException TooLarge() => new($"The body is longer than {MaxLength} bytes.", StatusCodes.Status413PayloadTooLarge);
}
