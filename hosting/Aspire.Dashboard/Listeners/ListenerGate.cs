namespace Aspire.Dashboard.Listeners;

/// <summary>Hides an endpoint from the ports of another kind, so that opening the receiver to a network does not open the pages.</summary>
internal sealed class ListenerGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var here = context.Features.Get<ListenerFeature>()?.Kind ?? ListenerKind.Frontend;
        var meant = context.GetEndpoint()?.Metadata.GetMetadata<ListenerFeature>()?.Kind ?? ListenerKind.Frontend;

        if (here == meant || context.GetEndpoint() is null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
