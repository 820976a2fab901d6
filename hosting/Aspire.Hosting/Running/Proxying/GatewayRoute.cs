namespace Aspire.Hosting.Running.Proxying;

/// <summary>What the gateway passes on to whom.</summary>
/// <param name="Host">The host name, also <c>*.example.org</c>; <see langword="null"/> means every host.</param>
/// <param name="Path">The path, beginning with a slash.</param>
/// <param name="IsExact">Whether only that very path is meant, and not what is below it.</param>
/// <param name="Pool">Who answers.</param>
internal sealed record GatewayRoute(string? Host, string Path, bool IsExact, BackendPool Pool);
