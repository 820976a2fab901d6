namespace Aspire.Hosting.Running.Ports;

/// <summary>A port that the model fixes.</summary>
/// <param name="Resource">The resource that asks for it.</param>
/// <param name="Endpoint">Its endpoint.</param>
/// <param name="Port">The port.</param>
internal sealed record RequiredPort(string Resource, string Endpoint, int Port);
