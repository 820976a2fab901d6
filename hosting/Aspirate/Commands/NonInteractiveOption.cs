using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>Nobody answers questions; what is missing is an error.</summary>
internal sealed class NonInteractiveOption : Option<bool>
{
    public NonInteractiveOption()
        : base("--non-interactive") => Description = "Never ask: what is missing is an error";
}
