namespace Aspire.Hosting.Running.Ports;

/// <summary>A process that listens on a port.</summary>
internal sealed record PortHolder(int ProcessId, string Name)
{
    public override string ToString() => $"{Name}, process {ProcessId}";
}
