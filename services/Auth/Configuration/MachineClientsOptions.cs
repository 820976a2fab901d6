namespace Auth.Configuration;

/// <summary>All entries of section <c>Auth:Clients</c>, by client identifier.</summary>
public sealed class MachineClientsOptions : Dictionary<string, MachineClientOptions>
{
    public MachineClientsOptions()
        : base(StringComparer.Ordinal)
    {
    }
}
